/**
 * A login as a field of a form, and what a page may put in its way: terms to accept, a disabled fieldset.
 * The card loads this file only where the page asks for any of it.
 */
import type { LoginState } from '../../../client/state.js';
import { shield } from '../../shared/late-icons.js';
import type { View } from '../view-of.js';
import type { WechatMpLogin } from '../wechat-mp-login.js';
import { isDisabled } from '../needs-form.js';
import { areTermsAccepted } from './accepted.js';

export interface FormPart {
  /** Why there is no QR code now: its place is kept. Undefined if nothing stands in the way. */
  obstacle(): View | undefined;
  /** Sends the form, with the checks of the browser and those of the page. */
  submit(): void;
}

/** @param nameOf the login's accessible name, with which a browser says that the visitor has to sign in */
export function createFormPart(
  login: WechatMpLogin,
  internals: ElementInternals | undefined,
  nameOf: () => string | undefined,
): FormPart {
  let value: string | undefined;

  function update(): void {
    const { state, required, renderRoot } = login;
    const isMissing = required && state.type !== 'success';
    const anchor = renderRoot.querySelector<HTMLElement>('[part=card]');
    if (isMissing && anchor) {
      internals?.setValidity({ valueMissing: true }, nameOf() ?? 'WeChat', anchor);
    } else internals?.setValidity({});
    const newValue = valueOf(state);
    if (newValue === value) return;
    value = newValue;
    // The empty text is what the browser keeps in its history, in place of the code.
    internals?.setFormValue(value ?? null, '');
  }

  login.addController({ hostUpdated: update });
  update();
  return {
    obstacle() {
      if (isDisabled(login)) return { text: 'disabled', tile: 'blank', icon: shield };
      return areTermsAccepted(login) ? undefined : { text: 'accept', tile: 'blank', icon: shield };
    },

    submit() {
      update();
      internals?.form?.requestSubmit();
    },
  };
}

const valueOf = (state: LoginState): string | undefined =>
  state.type === 'success' ? state.sessionCode : undefined;
