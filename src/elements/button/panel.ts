/** The panel with a login in it. `<wechat-mp-login-button>` loads this module when it is pressed. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { unshadowed } from '../../client/page/unshadowed.js';
import type { Terms } from '../../locales/terms/login.js';
import type { WechatMpLogin } from '../login/wechat-mp-login.js';
import { closeWhenDone } from './close-panel.js';
import { panelStyles } from './panel-styles.js';
import { showPanel } from './position.js';
import type { WechatMpLoginButton } from './wechat-mp-login-button.js';

export interface OpenPanel {
  readonly login: WechatMpLogin;
  /** Gives up the attempt, hides the panel and removes its listeners. The focus goes back to the button. */
  close(): void;
}

export { panelStyles };

export function renderPanel(
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
        .appData=${host.appData}
        .allowedAddresses=${host.allowedAddresses}
        .texts=${host.texts}
        >${slotNamesOf(host).map((name) => html`<slot name=${name} slot=${name}></slot>`)}</wechat-mp-login
      >
    </div>
  </dialog>`;
}

/** Children of the button that name a slot are meant for the login. */
function slotNamesOf(host: HTMLElement): string[] {
  return [...new Set([...host.children].map(({ slot }) => slot))].filter(Boolean);
}

/**
 * Shows the rendered panel and moves the focus into it.
 * @param close called when the panel should close
 */
export function openPanel(
  root: ParentNode,
  host: WechatMpLoginButton,
  close: () => void,
): OpenPanel {
  const find = (selector: string): Element | null => root.querySelector(selector);
  const panel = find('dialog') as HTMLDialogElement;
  const login = find('wechat-mp-login') as WechatMpLogin;
  const hide = showPanel(panel, find('[part=button]') as HTMLElement);
  const removeListeners = closeWhenDone({ host, panel, login, close });
  // Not the close button: a visitor who still holds Enter down would press it.
  (find('.inside') as HTMLElement).focus({ preventScroll: true });
  return {
    login,
    close() {
      const hadFocus = hasFocus(host);
      removeListeners();
      login.cancel();
      hide();
      if (hadFocus) host.focus({ preventScroll: true });
    },
  };
}

/** Also true if the focus was lost to the body: its control was removed, or the page was pressed. */
function hasFocus(element: Element): boolean {
  const { ownerDocument: page } = element;
  const body = unshadowed(page, 'body');
  let active = unshadowed(page, 'activeElement') ?? body;
  if (active === body) return true;
  // If the element is inside shadow roots, the document's active element is their outermost host.
  for (let next: Element | null | undefined = active; next && active !== element;) {
    active = next;
    next = active.shadowRoot?.activeElement;
  }
  return element.contains(active);
}
