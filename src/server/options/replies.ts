/**
 * The sentences that the chat shows, and those of the application that replace them. They contain the
 * site's name from the options and digits from the backend, but nothing that a visitor has sent.
 */
import { readLanguageTag } from '../../protocol/language-tag.js';
import { ReplyError, textReply } from '../../wechat/push/write-reply.js';
import { ConfigurationError, requireOption } from '../base/configuration-error.js';
import type { LocalizedText } from '../base/localized-text.js';

/**
 * What the chat says to somebody. `signedIn`: they are signed in. `mayAsk`: the page may ask for the
 * digits. `linking`: the page asks for the digits, to link WeChat to an account. `used`: somebody has
 * scanned this QR code before. `expired`: its time is over. `forgotten`: the backend does not know it any
 * more, after a restart for example. `scanAgain`: they follow, but WeChat did not say from which QR code.
 */
export type ChatReply =
  'signedIn' | 'mayAsk' | 'linking' | 'used' | 'expired' | 'forgotten' | 'scanAgain';

/** Sentences that replace those of the chat, each in one language or in several. */
export type ChatReplies = Readonly<Partial<Record<ChatReply, LocalizedText>>>;

export type CheckedReplies = Readonly<Record<ChatReply, LocalizedText>>;

/** They ask visitors to return to the page: a hidden page learns of the scan only when it is seen again. */
const defaults: CheckedReplies = {
  signedIn: {
    en: 'You have signed in to {site} with WeChat. Please return to the page.',
    zh: '你已通过微信登录 {site}，请返回网页。',
  },
  mayAsk: {
    en: 'You have scanned to sign in to {site}. Please return to the page. If it asks for a code: {digits}. Type it only into a page that you opened yourself, and tell nobody.',
    zh: '你已扫码登录 {site}，请返回网页。如网页要求输入验证码：{digits}。请只在你自己打开的网页上输入，不要告诉任何人。',
  },
  linking: {
    en: 'To link WeChat to your account at {site}, type this code into the page: {digits}. If this was not you, ignore it.',
    zh: '要把微信关联到你在 {site} 的账号，请在网页上输入：{digits}。如果不是你本人操作，请忽略。',
  },
  used: {
    en: 'This code was already used. Please refresh the page and scan again.',
    zh: '这个二维码已被使用，请刷新网页后重新扫码。',
  },
  expired: {
    en: 'This code has expired. Please refresh the page and scan again.',
    zh: '二维码已过期，请刷新网页后重新扫码。',
  },
  forgotten: {
    zh: '这个二维码已失效，请刷新网页后重新扫码。',
    en: 'This QR code no longer works. Please refresh the page and scan again.',
  },
  // Also followers who found the account by search read it, so it must not sound like an error.
  scanAgain: {
    zh: '如果你正要登录 {site}，请再扫一次网页上的二维码。',
    en: 'If you were about to sign in to {site}, please scan the QR code on the page once more.',
  },
};

/** Whether a reply has the digits, and whether the language of the person who reads it is unknown. */
const facts = {
  signedIn: { digits: false, allLanguages: false },
  mayAsk: { digits: true, allLanguages: false },
  linking: { digits: true, allLanguages: false },
  used: { digits: false, allLanguages: false },
  expired: { digits: false, allLanguages: false },
  forgotten: { digits: false, allLanguages: true },
  scanAgain: { digits: false, allLanguages: true },
} satisfies Record<ChatReply, { digits: boolean; allLanguages: boolean }>;

const names = Object.keys(facts).join(', ');
const isReply = (name: string): name is ChatReply => Object.hasOwn(facts, name);

/** Puts the values in the place of `{site}` and `{digits}`. */
export function fillIn(text: string, values: Readonly<Record<'site' | 'digits', string>>): string {
  return text.replace(/\{(site|digits)\}/g, (_, name: 'site' | 'digits') => values[name]);
}

/** The text in all its languages, in their order, for somebody whose language nobody knows. */
export function inAllLanguages(text: LocalizedText): string {
  return typeof text === 'string' ? text : [...new Set(Object.values(text))].join('\n');
}

/** @throws ConfigurationError that names the reply and the language, and says how to fix it */
export function checkReplies(given: ChatReplies | undefined, site: string): CheckedReplies {
  if (given === undefined) return defaults;
  requireOption(
    typeof given === 'object',
    `\`replies\` must be an object with sentences for ${names}; leave out what need not change.`,
  );
  // `null` counts as left out, as in all options.
  const replies = Object.entries(given).filter(([, text]: [string, unknown]) => text !== null);
  for (const [name, text] of replies) {
    requireOption(isReply(name), `\`replies.${name}\` is unknown; the replies are ${names}.`);
    checkReply(name, text, site);
  }
  return { ...defaults, ...Object.fromEntries(replies) };
}

/** `unknown`, because JavaScript may pass anything. */
function checkReply(name: ChatReply, text: unknown, site: string): void {
  const where = `\`replies.${name}\``;
  const { digits, allLanguages } = facts[name];
  if (typeof text === 'string') {
    checkSentence(where, text, digits, site);
    return;
  }
  requireOption(
    typeof text === 'object' && text !== null && 'en' in text,
    `${where} must be a text, or an object with a text for each language, such as { en: '…', zh: '…' }. "en" is required, because it stands in for every other language.`,
  );
  for (const [lang, sentence] of Object.entries<unknown>(text)) {
    requireOption(
      readLanguageTag(lang) !== undefined,
      `${where} has a text for "${lang}", which is no language tag; write it like "zh-Hant" or "ja".`,
    );
    checkSentence(`${where} in "${lang}"`, sentence, digits, site);
  }
  // Every text is a string by now.
  if (allLanguages) {
    const all = inAllLanguages(text as LocalizedText);
    checkLength(`${where}, which is sent in all its languages,`, all, site);
  }
}

function checkSentence(where: string, text: unknown, needsDigits: boolean, site: string): void {
  requireOption(
    typeof text === 'string' && text.trim() !== '',
    `${where} must be a text that is not empty; leave the reply out for the usual sentence.`,
  );
  const found: readonly string[] = text.match(/\{[^{}]*\}/g) ?? [];
  const unknown = found.find((each) => each !== '{site}' && each !== '{digits}');
  requireOption(
    unknown === undefined,
    `${where} contains ${unknown}, which is unknown; the placeholders are {site}${needsDigits ? ' and {digits}' : ''}.`,
  );
  const hasDigits = found.includes('{digits}');
  requireOption(
    hasDigits || !needsDigits,
    `${where} lacks {digits}. The page asks for the six digits, and only the chat shows them; write {digits} where they have to stand.`,
  );
  requireOption(
    needsDigits || !hasDigits,
    `${where} contains {digits}, but there are none in this reply; remove it.`,
  );
  checkLength(where, text, site);
}

function checkLength(where: string, text: string, site: string): void {
  const content = fillIn(text, { site, digits: '000000' });
  try {
    textReply({ to: '', from: '', createdAtS: 0, content });
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error;
    throw new ConfigurationError(`${where} cannot be sent: ${error.message}`);
  }
}
