/** docs/troubleshooting.md has a row for each error code, with what card and console say, and for each reply. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { causes } from '../../../src/client/advice/causes.js';
import { explain, type Explained } from '../../../src/client/advice/explain.js';
import { terms as enDoors } from '../../../src/locales/en/doors.js';
import { terms as enLate } from '../../../src/locales/en/after-qr-code.js';
import { terms as enFirst } from '../../../src/locales/en/login.js';
import { terms as zhDoors } from '../../../src/locales/zh-hans/doors.js';
import { terms as zhLate } from '../../../src/locales/zh-hans/after-qr-code.js';
import { terms as zhFirst } from '../../../src/locales/zh-hans/login.js';
import { errorCodes } from '../../../src/protocol/error-codes.js';
import { factsOf, type ErrorCode } from '../../../src/protocol/errors.js';
import { defaultReplies, type ChatReply } from '../../../src/server/options/replies/sentences.js';
import { readDocument, root } from '../../support/documentation/documents.js';

const documents = ['docs/troubleshooting.md', 'docs/troubleshooting.zh-CN.md'];
const headings = {
  codes: ['Error codes', '错误码'],
  console: ['Other messages in the console', '控制台里的其他消息'],
  chat: ['What the chat says', '聊天里的回复'],
} as const;

/** Settings without effect, which only the console mentions. */
const settings: readonly Explained[] = ['return_to', 'no_session_code'];

/** The cells of the rows below a heading, without the heads of the tables. */
function rowsBelow(document: string, names: readonly string[]): string[][] {
  const sections = readDocument(document).split('\n## ');
  const section = sections.find((text) => names.some((name) => text.startsWith(`${name}\n`))) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));
}

const unquoted = (cell = ''): string => cell.replace(/^`|`$/g, '');

type Messages = Readonly<Record<string, readonly [string, unknown] | undefined>>;

/** The title that the card shows for a code: its own, or one that several codes share. */
function titleOf(code: ErrorCode, languages: readonly { readonly messages: object }[]): string {
  const own = languages.map(({ messages }) => (messages as Messages)[code]).find(Boolean);
  const { retryable, isUpToPerson } = factsOf(code);
  const shared = retryable === true || isUpToPerson === true ? 'failed' : 'unavailable';
  return (own ?? (languages[0]?.messages as Messages)[shared])?.[0] ?? '';
}

for (const document of documents) {
  const rows = new Map(rowsBelow(document, headings.codes).map((row) => [unquoted(row[0]), row]));

  test(`${document} has a row for each error code, and for no other`, () => {
    const codes = [...Object.keys(errorCodes), ...settings];
    assert.deepEqual([...rows.keys()].sort(), codes.sort());
    assert.equal(rowsBelow(document, headings.codes).length, rows.size, 'each once');
  });

  test(`${document} quotes the card and the console for each error code`, () => {
    for (const [code, [, card = '', message = '', advice = '']] of rows) {
      const isError = Object.hasOwn(errorCodes, code);
      const english = titleOf(code as ErrorCode, [enFirst, enLate, enDoors]);
      const chinese = titleOf(code as ErrorCode, [zhFirst, zhLate, zhDoors]);
      assert.equal(card, isError ? `${english} · ${chinese}` : '—', code);
      const begins = unquoted(message);
      assert.ok(begins.length > 20, code);
      assert.ok(explain(code as Explained).startsWith(begins), `${code}: ${begins}`);
      assert.ok(advice.length > 10, code);
    }
  });

  test(`${document} quotes each reply of the chat`, () => {
    // Parts that are no sentences.
    const parts = ['unknownBrowser', 'confirmLabel', 'notMeLabel'];
    const replies = new Map(
      rowsBelow(document, headings.chat).map((row) => [unquoted(row[0]), row]),
    );
    const wanted = Object.keys(defaultReplies).filter((name) => !parts.includes(name));
    assert.deepEqual([...replies.keys()].sort(), wanted.sort());
    for (const [name, [, quoted = '']] of replies) {
      const reply = defaultReplies[name as ChatReply] as Readonly<Record<string, string>>;
      const [english = '', chinese = ''] = quoted.split(' · ');
      assert.ok(english.length > 10 && reply['en']?.includes(english), `${name}: ${english}`);
      assert.ok(chinese.length > 3 && reply['zh']?.includes(chinese), `${name}: ${chinese}`);
    }
  });

  test(`${document} quotes messages of the tags that exist`, () => {
    const source = ['elements', 'client', 'mock', 'backends', 'phone']
      .flatMap((folder) =>
        readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => readFileSync(join(root, 'src', folder, name), 'utf8')),
      )
      .join('\n');
    const [tags = ''] = readDocument(document)
      .split('\n## ')
      .filter((text) => headings.console.some((name) => text.startsWith(`${name}\n`)))
      .flatMap((text) => text.split(/\n(?:From the browser|来自浏览器)/).slice(0, 1));
    const quoted = [...tags.matchAll(/^\| `([^`]+)`/gm)].map(([, message = '']) => message);
    assert.ok(quoted.length > 10);
    assert.deepEqual(
      quoted.filter((message) => !source.includes(message)),
      [],
    );
  });
}

test('every message of explain.ts is that of a code or of a setting', () => {
  const source = readFileSync(join(root, 'src/client/advice/explain.ts'), 'utf8');
  const [, table = ''] = /const sentences[^{]*\{(.*?)\n\};/s.exec(source) ?? [];
  const named = [...table.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name);
  assert.deepEqual(named.sort(), [...Object.keys(errorCodes), ...settings].sort());
});

test('every page that the console names has that heading', () => {
  const folder = join(root, 'src/client/advice');
  const source = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const named = new Set([...source.matchAll(/\b[\w-]+\.md#[\w-]+/g)].map(([page]) => page));
  assert.ok(named.size > 5);
  for (const page of named) {
    const [path = '', anchor] = page.split('#');
    const titles = [...readDocument(`docs/${path}`).matchAll(/^#+ (.*)$/gm)];
    const anchors = titles.map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));
    assert.ok(anchors.includes(anchor ?? ''), page);
  }
});

for (const document of documents) {
  test(`${document} has a row for each cause that the console finds`, () => {
    const quoted = rowsBelow(document, headings.console).map(([message]) => unquoted(message));
    for (const [cause, [sentence]] of Object.entries(causes)) {
      assert.ok(
        quoted.some((message) => sentence.includes(message)),
        cause,
      );
    }
  });
}
