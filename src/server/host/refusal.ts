/** How the application refuses somebody, in words of its own. */
import { isWechatMpLoginError, WechatMpLoginError } from '../../protocol/errors.js';
import { clip, initialOf } from '../../protocol/graphemes.js';
import { localize, type LocalizedText } from '../base/localized-text.js';
import { printable } from '../base/names.js';

/** In graphemes. */
const maxLength = 300;

/**
 * Throw it in a function of `accounts` or `sessions` to refuse the visitor. The attempt ends, and the page
 * shows the text: as text, at most 300 characters of it, and without control characters.
 *
 * @example
 * ```ts
 * declare const accounts: Accounts;
 * const invitedOnly: Accounts = {
 *   ...accounts,
 *   async create() {
 *     throw new SignInRefusedError({ en: 'Registration is closed.', zh: '注册已关闭' });
 *   },
 * };
 * ```
 */
export class SignInRefusedError extends WechatMpLoginError {
  /** What the visitor reads: one text for every language, or one per language. */
  readonly text: LocalizedText;

  constructor(text: LocalizedText) {
    super('sign_in_refused', { message: 'the application refuses to sign this person in' });
    this.name = 'SignInRefusedError';
    this.text = text;
  }
}

/** Also recognizes an error of another copy of this package. */
export function isRefusal(error: unknown): error is WechatMpLoginError {
  return isWechatMpLoginError(error) && error.code === 'sign_in_refused';
}

export interface RefusalText {
  /** Undefined if there is nothing to show; the page then has a sentence of its own. */
  readonly sentence: string | undefined;
  /** What is wrong with the text, for the log. */
  readonly problem?: string;
}

/** The text of a refusal in the language of the page, clean and short enough to show. */
export function readRefusal(error: WechatMpLoginError, lang: string | undefined): RefusalText {
  const { text = error.sentence } = error as Partial<SignInRefusedError>;
  const given = localized(text, lang);
  const whole = typeof given === 'string' ? printable(given) : '';
  if (initialOf(whole) === undefined) {
    return {
      sentence: undefined,
      problem:
        'SignInRefusedError: the text must be a string or an object such as { en, zh }, with something to see; the page shows a general sentence',
    };
  }
  const sentence = clip(whole, maxLength);
  if (sentence === whole) return { sentence };
  const problem = `SignInRefusedError: the text has more than ${maxLength} characters; it was cut`;
  return { sentence, problem };
}

/** Unknown, because JavaScript does not check what the application passes. */
function localized(text: unknown, lang: string | undefined): unknown {
  if (typeof text !== 'object' || text === null) return text;
  // `localize` reads the values of any object.
  return localize(text as LocalizedText, lang);
}
