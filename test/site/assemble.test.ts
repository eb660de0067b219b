/** What the documentation site makes of the documents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { twinOf } from '../../site/assemble/twins.js';
import { readDocument } from '../support/documentation/documents.js';
import { tokenize, wordsFor } from '../../site/.vitepress/tokenize.js';

test('a twin in Markdown leads to other twins, relative to its own place', () => {
  const text = [
    'See [Mock](/zh/mock#script), [a file](/files/examples/express.mjs) and [the web](https://example.com).',
    '![A picture](/pictures/sign-in.png)',
    '[later]: /zh/scale#waiting',
  ].join('\n\n');
  assert.equal(
    twinOf('zh/tag.md', text),
    [
      'See [Mock](mock.md#script), [a file](../files/examples/express.mjs.md) and [the web](https://example.com).',
      '![A picture](../pictures/sign-in.png)',
      '[later]: scale.md#waiting\n',
    ].join('\n\n'),
  );
});

test('a twin in Markdown has no HTML, except in its code', () => {
  const text =
    'Before.\n\n<!-- live: ready -->\n\n<!-- run by: a test -->\n\n```html\n<!-- kept -->\n<b></b>\n```\n\n| a<br>b |\n';
  assert.equal(
    twinOf('tag.md', text),
    'Before.\n\n```html\n<!-- kept -->\n<b></b>\n```\n\n| a b |\n',
  );
});

test('the search cuts Chinese the same everywhere, and names of APIs into their parts', () => {
  assert.deepEqual(tokenize('扫码登录'), ['扫码', '码登', '登录']);
  assert.deepEqual(tokenize('码'), ['码']);
  assert.deepEqual(tokenize('请用 accounts.link，见40164'), [
    '请用',
    'accounts',
    'link',
    '见',
    '40164',
  ]);
  assert.deepEqual(tokenize('api.weixin.qq.com'), ['api', 'weixin', 'qq', 'com']);
});

test('a word that the documents do not use finds the one that they use', () => {
  assert.deepEqual(wordsFor('登陆'), ['登陆', '登录']);
  assert.deepEqual(wordsFor('跨域'), ['跨域', 'cors']);
  assert.deepEqual(wordsFor('ReturnTo'), ['returnto']);
  assert.deepEqual(wordsFor('constructor'), ['constructor']);
});

test('the commands of the first page are those of "Get started"', () => {
  for (const [home, document] of [
    ['site/home/en.md', 'docs/get-started.md'],
    ['site/home/zh.md', 'docs/get-started.zh-CN.md'],
  ] as const) {
    const [, list = ''] = /^start:\n((?: {2}- .*\n)+)/m.exec(readDocument(home)) ?? [];
    const commands = list.replaceAll(/^ {2}- /gm, '');
    assert.notEqual(commands, '');
    assert.ok(readDocument(document).includes(`\`\`\`sh\n${commands}\`\`\``), document);
  }
});
