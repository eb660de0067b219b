/** What `<wechat-mp-login>` loads when the prompts begin. */
import type { BindingState } from '../../client/state.js';
import { LoginBindingEvent } from './events.js';
import { bindingTermsFor } from '../texts/terms.js';
import { WechatMpBinding } from './wechat-mp-binding.js';

/**
 * Registers the tag that draws the prompts, has their words ready, and asks the page.
 * @returns whether the prompts are to be drawn: false where the page does it, or nobody is asked any more
 */
export async function startBinding(
  element: HTMLElement & { readonly state: object },
  { form }: BindingState,
  lang: string,
): Promise<boolean> {
  await bindingTermsFor(lang);
  const { state } = element as { readonly state: Partial<BindingState> };
  if (state.form !== form) return false;
  // Two copies on one page, of two bundles perhaps: the first one stays.
  if (!customElements.get('wechat-mp-binding')) {
    customElements.define('wechat-mp-binding', WechatMpBinding);
  }
  return element.dispatchEvent(new LoginBindingEvent(state as BindingState));
}
