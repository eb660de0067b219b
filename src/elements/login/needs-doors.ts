/** Whether a login needs more than a desktop's QR code from the start. Small, because every page loads it. */
import type { LoginState } from '../../client/state.js';
import type { WechatMpLogin } from './wechat-mp-login.js';

/** Phones, WeChat, WeCom; exactly which is decided by `whereIs`. */
const elsewhere = /Mobi|iPhone|iPod|Phone|MicroMessenger|wxwork|miniProgram/i;

export function needsDoors({ method }: Pick<WechatMpLogin, 'method'>): boolean {
  // A page that web authorization leads back to cleans up its address.
  const isBack = location.hash.startsWith('#wechat-mp-login=');
  return isBack || method === 'oauth' || elsewhere.test(navigator.userAgent);
}

/** Whether something else than a QR code is shown, or can be offered beside it. */
export function hasOtherDoors({ type, shown }: LoginState): boolean {
  return (
    type === 'error' ||
    (shown !== undefined &&
      (shown.method !== 'scan' || shown.methods.length > 1 || !!shown.officialAccounts))
  );
}
