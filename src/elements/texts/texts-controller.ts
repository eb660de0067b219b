/** The texts of an element, in the language around it: one controller for all tags. */
import type { ReactiveController, ReactiveElement } from 'lit';
import type { TextsOf } from '../../locales/terms/texts.js';
import { followLanguage, languageOf, unfollowLanguage } from './language.js';

export interface TextsHost extends ReactiveElement {
  /** The page's own texts in place of ours. */
  texts?: TextsOf | undefined;
}

export interface TextsControllerOptions<T> {
  /** Loads the texts for a language, with the page's own in their place. */
  readonly load: (lang: string, texts: TextsOf | undefined) => Promise<T>;
  /** Names the set of texts that the element needs, if that can change. A new scope loads them anew. */
  readonly scope?: () => string;
  /** Called before the same texts appear in another language, which no screen reader should announce. */
  readonly onTranslate?: () => void;
}

/** Which texts to load. */
interface Request {
  readonly lang: string;
  readonly texts: TextsOf | undefined;
  readonly scope: string | undefined;
}

/**
 * Loads the host's texts after its first update, and again whenever the language around it, its
 * `texts` or the scope changes. The host renders again when they have loaded.
 */
export class TextsController<T> implements ReactiveController {
  /** Undefined until the first texts have loaded. */
  terms: T | undefined;
  /** The page's language that `terms` were loaded for. It may name a region, where `terms.lang` does not. */
  lang = '';
  /** Whether texts have ever failed to load. */
  hasFailed = false;

  readonly #host: TextsHost;
  readonly #options: TextsControllerOptions<T>;
  /** The newest request; undefined before the first, and after one that failed. */
  #request: Request | undefined;

  constructor(host: TextsHost, options: TextsControllerOptions<T>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    followLanguage(this.#host);
    // The language may differ at the element's new place in the page.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    unfollowLanguage(this.#host);
  }

  hostUpdated(): void {
    const { texts } = this.#host;
    const request = { lang: languageOf(this.#host), texts, scope: this.#options.scope?.() };
    if (!isSame(request, this.#request)) void this.#load(request);
  }

  async #load(request: Request): Promise<void> {
    const before = this.#request;
    this.#request = request;
    try {
      const terms = await this.#options.load(request.lang, request.texts);
      // Other texts may have been requested in the meantime.
      if (request !== this.#request) return;
      if (this.terms && request.scope === before?.scope) this.#options.onTranslate?.();
      this.terms = terms;
      this.lang = request.lang;
      this.#host.requestUpdate();
    } catch (error) {
      // Other texts may have been requested in the meantime.
      if (request !== this.#request) return;
      // An element without texts still works. The next update tries again.
      this.#request = undefined;
      if (this.hasFailed) return;
      this.hasFailed = true;
      // eslint-disable-next-line no-console -- for the developer
      console.error(`<${this.#host.localName}> shows no texts:`, error);
      this.#host.requestUpdate();
    }
  }
}

function isSame(a: Request, b: Request | undefined): boolean {
  return a.lang === b?.lang && a.texts === b.texts && a.scope === b.scope;
}
