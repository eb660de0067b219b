/** Puts the sentences of the chat together. */
import { localize, type LocalizedText } from '../../base/localized-text.js';
import type { Purpose } from '../../../protocol/messages.js';
import type { ChatReply, CheckedReplies, Placeholder } from './sentences.js';

export interface Speech {
  readonly replies: CheckedReplies;
  /** The host of `publicUrl`, as people read it. */
  readonly site: string;
}

type Values = Readonly<Partial<Record<Placeholder, string>>>;

const placeholder = /\{(site|digits|details|confirm|notMe|confirmNumber|notMeNumber|remaining)\}/g;

/** Puts the values in the place of `{site}`, `{digits}` and the others. */
export function fillIn(text: string, values: Values): string {
  return text.replace(placeholder, (_, name: Placeholder) => values[name] ?? '');
}

/** The text in all its languages, in their order, for somebody whose language nobody knows. */
export function inAllLanguages(text: LocalizedText): string {
  return typeof text === 'string' ? text : [...new Set(Object.values(text))].join('\n');
}

/** One sentence. Without a language, the page named none: most people who use WeChat read Chinese. */
export function say(
  { replies, site }: Speech,
  reply: ChatReply,
  lang = 'zh',
  values: Values = {},
): string {
  return fillIn(localize(replies[reply], lang), { site, ...values });
}

/** The tokens of the two links. */
export interface Tokens {
  readonly confirm: string;
  readonly notMe: string;
}

/** A question in the chat. */
export interface WrittenQuestion {
  readonly lang: string | undefined;
  readonly purpose: Purpose;
  readonly mode: 'tap' | 'digits';
  /** The browser, and where and when it shows the QR code. */
  readonly details: string;
  readonly tokens: Tokens;
  /** To type instead of tapping: Confirm, then Not me. */
  readonly numbers: readonly [confirm: string, notMe: string] | undefined;
}

const openers = {
  login: 'askLogin',
  link: 'askLink',
  'step-up': 'askStepUp',
} as const satisfies Record<Purpose, ChatReply>;

export function writeQuestion(speech: Speech, question: WrittenQuestion): string {
  const { lang, purpose, mode, details, tokens, numbers } = question;
  const notMe = writeLink(say(speech, 'notMeLabel', lang), tokens.notMe, 'not-me');
  const opener = say(speech, openers[purpose], lang, { details });
  if (mode === 'digits') return `${opener}\n\n${say(speech, 'digits', lang, { notMe })}`;
  const confirm = writeLink(say(speech, 'confirmLabel', lang), tokens.confirm, 'confirm');
  const parts = [opener, say(speech, 'tap', lang, { confirm, notMe })];
  if (numbers) {
    const [confirmNumber, notMeNumber] = numbers;
    parts.push(say(speech, 'numbers', lang, { confirmNumber, notMeNumber }));
  }
  return parts.join('\n\n');
}

/** Adds the way to say later that it was somebody else. */
export function offerNotMe(
  speech: Speech,
  lang: string | undefined,
  text: string,
  token: string,
): string {
  const notMe = writeLink(say(speech, 'notMeLabel', lang), token, 'not-me');
  return `${text}\n\n${say(speech, 'offerNotMe', lang, { notMe })}`;
}

/** What stands before a token in a message. */
export const tokenMark = 'wml-';

/** A link that sends its label and the token as a message (docs/wechat.md#passive-replies). */
function writeLink(label: string, token: string, id: string): string {
  const content = encodeURIComponent(`${label} ${tokenMark}${token}`);
  return `<a href="weixin://bizmsgmenu?msgmenucontent=${content}&msgmenuid=${id}">${label}</a>`;
}
