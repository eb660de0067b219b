/** Long lines on a terminal. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTerminal } from '../../src/cli/terminal.js';
import { wrap } from '../../src/cli/wrap.js';

const english =
  '  ✗ IP whitelist: WeChat answers errcode 40164 (rid 692812a4-1f2b3c4d-5e6f7081)\n      What it means: This address is not on the whitelist of the account.\n';
const chinese =
  '      解决：微信开发者平台（developers.weixin.qq.com/platform） → 我的业务 → 服务号 → 基础信息。\n';

test('a line is broken between words, and the rest is indented', () => {
  assert.equal(
    wrap(english, 50),
    '  ✗ IP whitelist: WeChat answers errcode 40164\n    (rid 692812a4-1f2b3c4d-5e6f7081)\n      What it means: This address is not on the\n        whitelist of the account.\n',
  );
});

test('Chinese is broken between characters, but not before a full stop, and counts double', () => {
  assert.equal(
    wrap(chinese, 64),
    '      解决：微信开发者平台（developers.weixin.qq.com/platform）\n        → 我的业务 → 服务号 → 基础信息。\n',
  );
  // Two columns for the indent of the first line, and 42 in 21 characters.
  const characters = `  ${'字'.repeat(20)}。`;
  assert.equal(wrap(characters, 42), `  ${'字'.repeat(19)}\n    字。`);
  assert.equal(wrap(characters, 44), characters);
});

test('colours take no room, and a text that fits stays as it is', () => {
  const red = `  \u001b[31m${'word '.repeat(9)}word\u001b[0m`;
  assert.equal(wrap(red, 51), red);
  assert.equal(wrap(english, 120), english);
});

test('a pipe has no columns, and neither paints nor breaks', () => {
  const stream = { columns: 80, write: () => true };
  assert.equal(createTerminal(stream, {}).columns, undefined);
  assert.equal(createTerminal({ ...stream, isTTY: true }, {}).columns, 80);
  assert.equal(createTerminal({ ...stream, isTTY: true }, { TERM: 'dumb' }).colours, false);
  assert.equal(createTerminal({ ...stream, isTTY: true }, { NO_COLOR: '1' }).colours, false);
  assert.equal(createTerminal({ ...stream, isTTY: true }, {}).colours, true);
  assert.equal(wrap(english, undefined), english);
  assert.equal(wrap(english, 20), english);
});
