/** The choice of the way to sign in: the table of docs/doors.md, and where a page is open. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseDoors, doorOf, methodOf, whereIs, type Where } from '../../../src/client/index.js';
import type { Method } from '../../../src/protocol/messages.js';

const documentation = readFileSync('docs/doors.md', 'utf8');

function rowsOf(heading: string): string[][] {
  const table = documentation.slice(documentation.indexOf(heading));
  const lines = table.split('\n');
  const rows = lines.slice(2, lines.indexOf('') === -1 ? undefined : lines.indexOf(''));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const list = (cell = ''): string[] =>
  cell
    .split(', ')
    .filter(Boolean)
    .map((each) => each.replaceAll('`', ''));

test('the table of docs/doors.md is what the page does', () => {
  const rows = rowsOf('| where the page is open');
  assert.ok(rows.length > 20);
  for (const [place = '', offered, allowed = '', first, beside] of rows) {
    const [where, storage] = list(place);
    const [method] = list(allowed);
    assert.deepEqual(
      chooseDoors({
        where: where as Where,
        methods: list(offered),
        allowed: method === 'auto' ? undefined : (method as Method),
        canComeBack: storage === undefined,
      }),
      { first: list(first)[0], beside: list(beside) },
      `${place} · ${offered ?? ''} · ${allowed}`,
    );
  }
  const places = new Set(rows.map(([place]) => list(place)[0]));
  assert.deepEqual([...places].toSorted(), [...wheres].toSorted());
});

test('the methods of docs/doors.md are those of the ways', () => {
  const rows = rowsOf('| way ');
  assert.equal(rows.length, 6);
  for (const [door, , method] of rows) {
    assert.equal(methodOf(list(door)[0] as 'scan'), list(method)[0], door);
  }
});

const wheres = ['desktop', 'phone', 'wechat', 'wecom', 'mini-program'] as const;
const words = ['scan', 'message', 'oauth', 'another', ''] as const;

test('whatever a backend offers, each way works there, once, and never without being offered', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...wheres),
      fc.option(fc.array(fc.constantFrom(...words)), { nil: undefined }),
      fc.constantFrom(undefined, 'scan', 'message', 'oauth'),
      fc.boolean(),
      (where, methods, allowed, canComeBack) => {
        const { first, beside } = chooseDoors({ where, methods, allowed, canComeBack });
        const doors = [first, ...beside];
        assert.equal(new Set(doors).size, doors.length);
        if (first === 'elsewhere') assert.deepEqual(beside, []);
        for (const door of doors.filter((each) => each !== 'elsewhere')) {
          const method = methodOf(door);
          assert.ok(method);
          assert.equal(doorOf(where, method), door);
          assert.ok(methods?.includes(method) ?? true);
          assert.equal(allowed ?? method, method);
          assert.ok(canComeBack || method !== 'oauth');
        }
      },
    ),
  );
});

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';
const inWeChat = 'Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN';

const browsers: readonly (readonly [string, Where, string])[] = [
  [
    'Chrome on Windows',
    'desktop',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ],
  [
    'Safari on a Mac, and on an iPad',
    'desktop',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  ],
  [
    'an old iPad',
    'desktop',
    'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1',
  ],
  [
    'a tablet with Android',
    'desktop',
    'Mozilla/5.0 (Linux; Android 15; SM-X810) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ],
  [
    'Firefox on a tablet',
    'desktop',
    'Mozilla/5.0 (Android 15; Tablet; rv:144.0) Gecko/144.0 Firefox/144.0',
  ],
  ['Safari on an iPhone', 'phone', `${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`],
  ['Chrome on Android', 'phone', `${android} Mobile Safari/537.36`],
  [
    'Firefox on Android',
    'phone',
    'Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0',
  ],
  [
    'HarmonyOS NEXT',
    'phone',
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 HuaweiBrowser/5.0',
  ],
  ['another application on a phone', 'phone', `${iPhone} Mobile/15E148 QQ/9.1.0`],
  ['WeChat on an iPhone', 'wechat', `${iPhone} ${inWeChat}`],
  [
    'WeChat on Android',
    'wechat',
    `${android} Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.60.2860(0x28003C3D) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`,
  ],
  [
    'WeChat on Windows',
    'wechat',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c33) XWEB/14181 Flue',
  ],
  ['WeCom', 'wecom', `${iPhone} Mobile/15E148 wxwork/4.1.36 MicroMessenger/7.0.1 Language/zh`],
  ['a mini program', 'mini-program', `${iPhone} ${inWeChat} miniProgram/wx0123456789abcdef`],
  [
    'a mini program on Android',
    'mini-program',
    `${android} Mobile Safari/537.36 MicroMessenger/8.0.60 MiniProgramEnv/android miniProgram`,
  ],
  ['nothing at all', 'desktop', ''],
];

for (const [browser, where, userAgent] of browsers) {
  test(`${browser}: ${where}`, () => {
    assert.equal(whereIs({ userAgent }), where);
  });
}

test('a mini program may say so in the environment alone', () => {
  const userAgent = `${iPhone} ${inWeChat}`;
  assert.equal(whereIs({ userAgent, environment: 'miniprogram' }), 'mini-program');
  assert.equal(whereIs({ userAgent, environment: 'browser' }), 'wechat');
});
