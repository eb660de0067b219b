/** Whether a login is part of a form, or has something in its way. Small, because every page loads it. */
import type { WechatMpLogin } from './wechat-mp-login.js';

export function needsForm(login: WechatMpLogin): boolean {
  return !!(login.name || login.required) || mayHaveObstacle(login);
}

/** Whether there are terms, or the login or a fieldset around it is disabled. */
export function mayHaveObstacle(login: WechatMpLogin): boolean {
  return isDisabled(login) || [...login.children].some(({ slot }) => slot === 'terms');
}

/** Browsers without `ElementInternals` know no disabled elements of this kind. */
export const isDisabled = (login: WechatMpLogin): boolean =>
  !!login.disabled || login.matches(':disabled');
