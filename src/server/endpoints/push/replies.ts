/**
 * The sentences that the chat shows after a scan. They contain the site's name from the options and
 * digits from the backend, but nothing that a visitor has sent. They ask visitors to return to the
 * page, because a hidden page learns of the scan only when it is seen again.
 */
import type { Transition } from '../../attempts/events.js';
import { localize } from '../../base/localized-text.js';

/** A repeated push leads to the same transition, and so to the same reply. */
export function replyTo(result: Transition, digits: string | undefined, site: string): string {
  const { attempt } = result;
  const { lang = 'zh', purpose } = attempt;
  // The digits are for the first follower who scanned; later ones are refused and see none.
  if (result.type === 'refused') {
    const isUsed = result.refusal === 'contested' || attempt.state === 'completed';
    return localize(isUsed ? used : expired, lang);
  }
  if (digits === undefined) return localize(signedIn(site), lang);
  return localize(purpose === 'link' ? linking(site, digits) : asked(site, digits), lang);
}

const signedIn = (site: string) => ({
  en: `You have signed in to ${site} with WeChat. Please return to the page.`,
  zh: `你已通过微信登录 ${site}，请返回网页。`,
});

const asked = (site: string, digits: string) => ({
  en: `You have scanned to sign in to ${site}. Please return to the page. If it asks for a code: ${digits}. Type it only into a page that you opened yourself, and tell nobody.`,
  zh: `你已扫码登录 ${site}，请返回网页。如网页要求输入验证码：${digits}。请只在你自己打开的网页上输入，不要告诉任何人。`,
});

const linking = (site: string, digits: string) => ({
  en: `To link WeChat to your account at ${site}, type this code into the page: ${digits}. If this was not you, ignore it.`,
  zh: `要把微信关联到你在 ${site} 的账号，请在网页上输入：${digits}。如果不是你本人操作，请忽略。`,
});

const used = {
  en: 'This code was already used. Please refresh the page and scan again.',
  zh: '这个二维码已被使用，请刷新网页后重新扫码。',
};

const expired = {
  en: 'This code has expired. Please refresh the page and scan again.',
  zh: '二维码已过期，请刷新网页后重新扫码。',
};

/** The attempt is not known any more, after a restart for example, and neither is its language. */
export const forgotten =
  '这个二维码已失效，请刷新网页后重新扫码。 This QR code no longer works. Please refresh the page and scan again.';
