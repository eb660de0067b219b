/** Closes the panel on Escape, on a press or focus outside of it, and after success. */
import { unshadowed } from '../../client/page/unshadowed.js';
import { loginStateFacts } from '../../client/state-facts.js';
import type { LoginSuccessEvent } from '../login/success-event.js';
import type { WechatMpLogin } from '../login/wechat-mp-login.js';
import { isComposing } from '../shared/composing.js';

/** A press outside so soon after opening is the second half of a double click. */
const doubleClickMs = 500;
/** How long the card shows who is signed in; longer where the page is about to be left. */
const successMs = 2000;
const leavingMs = 8000;

export interface ClosePanelOptions {
  /** The element that contains button and panel. */
  readonly host: HTMLElement;
  readonly panel: HTMLDialogElement;
  readonly login: WechatMpLogin;
  readonly close: () => void;
}

/** @returns a function that removes the listeners */
export function closeWhenDone({ host, panel, login, close }: ClosePanelOptions): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  // Not the document: elements of the page can shadow its methods.
  const page = unshadowed(host.ownerDocument, 'defaultView') ?? window;
  const isModal = panel.hasAttribute('data-modal');

  const isOutside = (event: PointerEvent): boolean =>
    isModal ? !isWithin(panel, event) : !event.composedPath().includes(host);
  // A stray press must not discard what visitors have typed, or a login that is about to succeed.
  const closeUnlessCommitted = (): void => {
    if (!loginStateFacts[login.state.type].isPersonCommitted) close();
  };

  closeOnPress(page, isOutside, closeUnlessCommitted, signal);
  page.addEventListener('keydown', (event) => closeOnEscape(event, close), { signal });
  // A modal dialog keeps the focus inside by itself.
  if (!isModal) {
    const handleFocus = (event: FocusEvent): void => {
      if (!event.composedPath().includes(host)) closeUnlessCommitted();
    };
    page.addEventListener('focusin', handleFocus, { signal });
  }
  // Closed by a phone's back gesture, or by a form that the page put inside.
  panel.addEventListener('close', close, { signal });
  closeAfterSuccess(login, close, signal);
  if (isModal) keepPageFromScrolling(panel, signal);
  return () => listeners.abort();
}

/**
 * As browsers close their own popovers: a press begins and ends outside, which scrolling by touch
 * does not. https://html.spec.whatwg.org/multipage/popover.html#popover-light-dismiss
 */
function closeOnPress(
  page: Window,
  isOutside: (event: PointerEvent) => boolean,
  close: () => void,
  signal: AbortSignal,
): void {
  const openedAtMs = performance.now();
  let beganOutside = false;
  const handleDown = (event: PointerEvent): void => {
    beganOutside = isOutside(event) && event.timeStamp - openedAtMs > doubleClickMs;
  };
  const handleUp = (event: PointerEvent): void => {
    if (beganOutside && isOutside(event)) close();
    beganOutside = false;
  };
  page.addEventListener('pointerdown', handleDown, { signal, capture: true });
  page.addEventListener('pointerup', handleUp, { signal, capture: true });
}

function closeOnEscape(event: KeyboardEvent, close: () => void): void {
  // While an input method composes text, Escape belongs to it.
  if (event.key !== 'Escape' || isComposing(event) || event.defaultPrevented) return;
  event.preventDefault();
  close();
}

function closeAfterSuccess(login: WechatMpLogin, close: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const handleSuccess = (event: LoginSuccessEvent): void => {
    const delayMs = login.returnTo ? leavingMs : successMs;
    // A page that prevents the event closes the panel itself.
    timer = setTimeout(() => event.defaultPrevented || close(), delayMs);
  };
  login.addEventListener('wechat-mp-login-success', handleSuccess, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
}

/** Scrolling in a panel that cannot scroll would scroll the page behind it. */
function keepPageFromScrolling(panel: HTMLElement, signal: AbortSignal): void {
  const handleScroll = (event: Event): void => {
    if (event.target === panel || panel.scrollHeight <= panel.clientHeight) event.preventDefault();
  };
  panel.addEventListener('wheel', handleScroll, { signal, passive: false });
  panel.addEventListener('touchmove', handleScroll, { signal, passive: false });
}

/** Only the position tells: events on a modal dialog's backdrop have the dialog as their target. */
function isWithin(panel: Element, { clientX, clientY }: PointerEvent): boolean {
  const { left, right, top, bottom } = panel.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}
