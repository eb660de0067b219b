/** Checks the sentences of the application that replace those of the chat. */
import { readLanguageTag } from '../../../protocol/language-tag.js';
import { ReplyError, textReply } from '../../../wechat/push/write-reply.js';
import { ConfigurationError, requireOption } from '../../base/configuration-error.js';
import type { LocalizedText } from '../../base/localized-text.js';
import { longestDetails } from './details.js';
import { replyFacts } from './reply-facts.js';
import {
  defaultReplies,
  type ChatReplies,
  type ChatReply,
  type CheckedReplies,
  type Placeholder,
} from './sentences.js';
import {
  fillIn,
  inAllLanguages,
  offerNotMe,
  say,
  tokenMark,
  writeQuestion,
  type Speech,
} from './write-replies.js';

const names = Object.keys(replyFacts).join(', ');
const isReply = (name: string): name is ChatReply => Object.hasOwn(replyFacts, name);

/** Values as long as they can be. */
const token = 'x'.repeat(22);
const tokens = { confirm: token, notMe: token };
const longest = { digits: '000000', confirmNumber: '00', notMeNumber: '00', remaining: '0' };

/** @throws ConfigurationError that names the reply and the language, and says how to fix it */
export function checkReplies(given: ChatReplies | undefined, site: string): CheckedReplies {
  if (given === undefined) return defaultReplies;
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
  const checked: CheckedReplies = { ...defaultReplies, ...Object.fromEntries(replies) };
  checkWhole({ replies: checked, site });
  return checked;
}

/** `unknown`, because JavaScript may pass anything. */
function checkReply(name: ChatReply, text: unknown, site: string): void {
  const where = `\`replies.${name}\``;
  if (typeof text === 'string') {
    checkSentence(where, name, text, site);
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
    checkSentence(`${where} in "${lang}"`, name, sentence, site);
  }
  // Every text is a string by now.
  if (replyFacts[name].allLanguages) {
    const all = inAllLanguages(text as LocalizedText);
    checkLength(`${where}, which is sent in all its languages,`, fillIn(all, { ...longest, site }));
  }
}

/** Why a reply needs a placeholder. */
const reasons: Readonly<Record<Exclude<Placeholder, 'site'>, string>> = {
  digits: 'The page asks for the six digits, and only the chat shows them',
  details: 'They say which browser asks, so that the person can tell',
  confirm: 'It is the link that confirms',
  notMe: 'It is the link with which a person stops a stranger',
  confirmNumber: 'It confirms where links do not work',
  notMeNumber: 'It stops a stranger where links do not work',
  remaining: 'It is the number of tries that are left',
};

function checkSentence(where: string, name: ChatReply, text: unknown, site: string): void {
  const { needs, isShort } = replyFacts[name];
  requireOption(
    typeof text === 'string' && text.trim() !== '',
    `${where} must be a text that is not empty; leave the reply out for the usual sentence.`,
  );
  const found: readonly string[] = text.match(/\{[^{}]*\}/g) ?? [];
  const allowed = ['site', ...needs].map((each) => `{${each}}`);
  const isKnown = (each: string): boolean => fillIn(each, {}) === '';
  const unneeded = found.find((each) => isKnown(each) && !allowed.includes(each));
  requireOption(
    unneeded === undefined,
    `${where} contains ${unneeded}, but there are none in this reply; remove it.`,
  );
  const unknown = found.find((each) => !isKnown(each));
  requireOption(
    unknown === undefined,
    `${where} contains ${unknown}, which is unknown; the placeholders are ${allowed.join(' and ')}.`,
  );
  for (const each of needs) {
    requireOption(
      found.includes(`{${each}}`),
      `${where} lacks {${each}}. ${reasons[each]}; write {${each}} where it has to stand.`,
    );
  }
  requireOption(
    !isShort || (text.length <= 20 && !/[<>"&{}\n\r]/.test(text) && !text.includes(tokenMark)),
    `${where} must have at most 20 characters, and none of < > " & { }, no line break and no "${tokenMark}".`,
  );
  const values = { ...longest, ...{ site, details: longestDetails, confirm: '', notMe: '' } };
  checkLength(where, fillIn(text, values));
}

/** Checks what is sent as one message, in every language that any reply has. */
function checkWhole(speech: Speech): void {
  const langs = new Set(
    Object.values(speech.replies).flatMap((text) =>
      typeof text === 'string' ? [] : Object.keys(text),
    ),
  );
  for (const lang of langs) {
    const numbers = ['00', '00'] as const;
    for (const purpose of ['login', 'link', 'step-up'] as const) {
      for (const mode of ['tap', 'digits'] as const) {
        const about = { lang, purpose, mode, details: longestDetails, tokens, numbers };
        const where = `The question in "${lang}", which \`replies\` makes up from several parts,`;
        checkLength(where, writeQuestion(speech, about));
      }
    }
    for (const reply of ['signedIn', 'mayAsk', 'linking', 'confirmed'] as const) {
      const text = say(speech, reply, lang, longest);
      const where = `\`replies.${reply}\` in "${lang}", with \`replies.offerNotMe\` below it,`;
      checkLength(where, offerNotMe(speech, lang, text, token));
    }
  }
}

function checkLength(where: string, content: string): void {
  // A reply that consists of placeholders alone is no longer than they are.
  if (content === '') return;
  try {
    textReply({ to: '', from: '', createdAtS: 0, content });
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error;
    throw new ConfigurationError(`${where} cannot be sent: ${error.message}`);
  }
}
