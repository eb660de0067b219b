/** docs/confirm.md quotes the chat as it is, in both languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultReplies } from '../../src/server/options/replies/sentences.js';
import {
  offerNotMe,
  say,
  writeQuestion,
  type WrittenQuestion,
} from '../../src/server/options/replies/write-replies.js';
import { readDocument } from '../support/documentation/documents.js';

const speech = { replies: defaultReplies, site: 'shop.example' };
const asked = {
  purpose: 'login',
  details: 'Chrome · Windows · Shanghai · 16:30',
  tokens: { confirm: 'a', notMe: 'b' },
} as const satisfies Partial<WrittenQuestion>;

/** Quotations, and the chat's sentences, without the addresses of links and with single spaces. */
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim();

function quotationsOf(document: string): string[] {
  const quotes = readDocument(document).match(/(^>.*\n)+/gm) ?? [];
  return quotes.map((quote) => plain(quote.replace(/^> ?/gm, '')));
}

for (const [document, lang] of [
  ['docs/confirm.md', 'en'],
  ['docs/confirm.zh-CN.md', 'zh'],
] as const) {
  test(`${document} quotes the questions and answers that the chat sends`, () => {
    const sent = [
      writeQuestion(speech, { ...asked, lang, mode: 'tap', numbers: ['37', '52'] }),
      writeQuestion(speech, { ...asked, lang, mode: 'digits', numbers: undefined }),
      offerNotMe(speech, lang, '', 'c'),
      say(speech, 'notMe', lang),
      say(speech, 'undone', lang),
    ];
    assert.deepEqual(quotationsOf(document), sent.map(plain));
  });
}
