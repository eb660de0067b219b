/** What `<wechat-mp-login-button>` loads when it is pressed: the panel with a login in it. */
import { adoptStyles, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Terms } from '../../locales/terms/login.js';
import { whenDone } from './dismiss.js';
import { panelStyles } from './panel-styles.js';
import { place } from './place.js';
import { buttonStyles } from './styles.js';
import type { WechatMpLogin } from '../login/wechat-mp-login.js';
import type { WechatMpLoginButton } from './wechat-mp-login-button.js';

export interface Raised {
  readonly login: WechatMpLogin;
  /** Gives the attempt up, takes the panel down, and lets go of everything; the focus goes back. */
  lower(): void;
}

/** Once for each button: styles that nobody needs before. */
export function dress(root: HTMLElement | DocumentFragment): void {
  adoptStyles(root as ShadowRoot, [buttonStyles, panelStyles]);
}

export function panelOf(
  host: WechatMpLoginButton,
  terms: Terms | undefined,
  onClose: () => void,
): TemplateResult {
  return html`<dialog id="panel" part="panel" aria-label=${terms?.name ?? 'WeChat'}>
    <div class="inside" tabindex="-1">
      <button part="close" type="button" aria-label=${terms?.close ?? '×'} @click=${onClose}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19" /></svg>
      </button>
      <wechat-mp-login
        variant="bare"
        exportparts="title, text, account, tile"
        logo=${host.logo ?? nothing}
        .backend=${host.backend}
        .officialAccount=${host.officialAccount}
        .method=${host.method}
        .transport=${host.transport}
        .purpose=${host.purpose}
        .returnTo=${host.returnTo}
        .texts=${host.texts}
        >${namesOf(host).map((name) => html`<slot name=${name} slot=${name}></slot>`)}</wechat-mp-login
      >
    </div>
  </dialog>`;
}

/** Of what the page put into the button, all that has a slot's name is for the login. */
function namesOf(host: HTMLElement): string[] {
  return [...new Set([...host.children].map(({ slot }) => slot))].filter(Boolean);
}

/** Shows the panel that was drawn, moves the focus into it, and has it closed when its time is over. */
export function raise(root: ParentNode, host: WechatMpLoginButton, close: () => void): Raised {
  const find = (selector: string): Element | null => root.querySelector(selector);
  const panel = find('dialog') as HTMLDialogElement;
  const login = find('wechat-mp-login') as WechatMpLogin;
  const takeDown = place(panel, find('[part=button]') as HTMLElement);
  const letGo = whenDone(host, panel, login, close);
  // Not the button that closes: who still holds Enter down would close what it opened.
  (find('.inside') as HTMLElement).focus({ preventScroll: true });
  return {
    login,
    lower() {
      const isOurs = hasFocus(host);
      letGo();
      login.cancel();
      takeDown();
      if (isOurs) host.focus({ preventScroll: true });
    },
  };
}

/** Also where the focus was lost: to a place that is shown no more, or a press on nothing. */
function hasFocus(element: Element): boolean {
  let active = document.activeElement ?? document.body;
  if (active === document.body) return true;
  for (let next: Element | null | undefined = active; next && active !== element;) {
    active = next;
    next = active.shadowRoot?.activeElement;
  }
  return element.contains(active);
}
