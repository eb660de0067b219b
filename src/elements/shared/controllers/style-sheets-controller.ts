import { adoptStyles, supportsAdoptingStyleSheets } from 'lit';
import type { CSSResult, ReactiveController, ReactiveElement } from 'lit';

/**
 * Makes the `static styles` of an element work in every document. Sheets belong to the document of this
 * script: a shadow root that moves to another document loses them, and Lit would throw for one that is
 * created there. https://drafts.csswg.org/cssom-1/#dom-documentorshadowroot-adoptedstylesheets
 */
export class StyleSheetsController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #root: ShadowRoot;
  #styles: CSSResult[];

  constructor(host: ReactiveElement) {
    this.#host = host;
    // A server may have rendered the element, without the texts and the state, which it cannot know. Lit
    // would keep that beside what we render.
    host.shadowRoot?.replaceChildren();
    // Lit uses a root that is there already, and leaves its styles alone. Read-only for anyone else.
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    (host as { renderRoot: ReactiveElement['renderRoot'] }).renderRoot = this.#root;
    // None of our styles are constructed sheets.
    this.#styles = (host.constructor as typeof ReactiveElement).elementStyles as CSSResult[];
    host.addController(this);
  }

  /** Adds styles that were loaded later. */
  add(styles: CSSResult): void {
    this.#styles = [...this.#styles, styles];
    this.#adopt();
  }

  /** An element that has moved to another document is connected again. */
  hostConnected(): void {
    const { adoptedStyleSheets, firstChild } = this.#root;
    // Older browsers get `<style>` elements instead, which move along.
    if (supportsAdoptingStyleSheets ? !adoptedStyleSheets.length : !firstChild) this.#adopt();
  }

  #adopt(): void {
    const { ownerDocument } = this.#host;
    if (ownerDocument === document || !supportsAdoptingStyleSheets) {
      adoptStyles(this.#root, this.#styles);
      return;
    }
    const { defaultView } = ownerDocument;
    // A document without a window is not shown.
    if (!defaultView) return;
    this.#root.adoptedStyleSheets = this.#styles.map(({ cssText }) => {
      const sheet = new defaultView.CSSStyleSheet();
      sheet.replaceSync(cssText);
      return sheet;
    });
  }
}
