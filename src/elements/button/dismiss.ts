/** When a person is done with the panel: Escape, a press or a step outside, and success. */
import { loginStateFacts } from '../../client/state-facts.js';
import type { LoginSuccessEvent } from '../login/events.js';
import type { WechatMpLogin } from '../login/wechat-mp-login.js';

/** A press outside so soon after opening is the second half of a double click. */
const doubleClickMs = 500;
/** How long it is said who is signed in; longer where the page is about to go elsewhere. */
const successMs = 2000;
const leavingMs = 8000;

/** @returns what lets go of everything */
export function whenDone(
  host: HTMLElement,
  panel: HTMLDialogElement,
  login: WechatMpLogin,
  close: () => void,
): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const openedAt = performance.now();
  const isModal = panel.matches(':modal');
  let timer: ReturnType<typeof setTimeout>;
  let began = false;
  // Somebody who types is not to lose it by a slip; nor is who is being let in.
  const mayLeave = (): boolean => !loginStateFacts[login.state.type].isPersonCommitted;

  const isOutside = (event: PointerEvent): boolean =>
    isModal ? !isWithin(panel, event) : !event.composedPath().includes(host);

  // As a browser does it for its own: a press that begins and ends outside, no scrolling by touch.
  const onDown = (event: PointerEvent): void => {
    began = isOutside(event) && event.timeStamp - openedAt > doubleClickMs;
  };
  const onUp = (event: PointerEvent): void => {
    if (began && isOutside(event) && mayLeave()) close();
    began = false;
  };
  const onKey = (event: KeyboardEvent): void => {
    // A method of input has its own use for the key.
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  const onFocus = (event: FocusEvent): void => {
    if (!isModal && !event.composedPath().includes(host) && mayLeave()) close();
  };
  const onSuccess = (event: LoginSuccessEvent): void => {
    const ms = login.returnTo ? leavingMs : successMs;
    // Prevented, it is the page's own to close.
    timer = setTimeout(() => event.defaultPrevented || close(), ms);
  };
  // The page behind keeps its place: what cannot scroll here scrolls nothing.
  const onScroll = (event: Event): void => {
    if (event.target === panel || panel.scrollHeight <= panel.clientHeight) event.preventDefault();
  };

  document.addEventListener('pointerdown', onDown, { signal, capture: true });
  document.addEventListener('pointerup', onUp, { signal, capture: true });
  document.addEventListener('keydown', onKey, { signal });
  document.addEventListener('focusin', onFocus, { signal });
  // By the way back of a phone, or a form that the page put in. Not heard of one that was closed here.
  panel.addEventListener('close', close, { signal });
  login.addEventListener('wechat-mp-login-success', onSuccess, { signal });
  if (isModal) {
    panel.addEventListener('wheel', onScroll, { signal, passive: false });
    panel.addEventListener('touchmove', onScroll, { signal, passive: false });
  }
  return () => {
    ended.abort();
    clearTimeout(timer);
  };
}

/** A modal dialog's backdrop counts as the dialog itself: only the place tells. */
function isWithin(panel: Element, { clientX, clientY }: PointerEvent): boolean {
  const { left, right, top, bottom } = panel.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}
