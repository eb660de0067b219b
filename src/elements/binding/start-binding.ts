/** `<wechat-mp-login>` loads this module, and with it all of the prompts, when the prompts begin. */
import type { BindingState } from '../../client/state.js';
import { define } from '../shared/define.js';
import { LoginBindingEvent } from './events.js';
import { bindingTermsFor } from '../texts/late-terms.js';
import { WechatMpBinding } from './wechat-mp-binding.js';

/**
 * Registers `<wechat-mp-binding>`, loads its texts, and offers the prompts to the page by an event.
 * @param login the login that needs the prompts; its state may change while the texts load
 * @returns whether `login` draws the prompts: false if the page does, or if the prompts are over by now
 */
export async function startBinding(
  login: HTMLElement & { readonly state: object },
  { form }: BindingState,
  lang: string,
): Promise<boolean> {
  await bindingTermsFor(lang);
  const { state } = login as { readonly state: Partial<BindingState> };
  if (state.form !== form) return false;
  define('wechat-mp-binding', WechatMpBinding);
  return login.dispatchEvent(new LoginBindingEvent(state as BindingState));
}
