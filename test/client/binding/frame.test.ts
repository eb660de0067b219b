import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInForeignFrame, type FramedWindow } from '../../../src/client/binding/frame.js';

const own = 'https://shop.example';
const portal = 'https://portal.example';

/** A window below pages of these origins, the nearest first. Reading the origin of a foreign one throws. */
function windowBelow(...above: readonly string[]): FramedWindow {
  let page: FramedWindow | undefined;
  for (const origin of [own, ...above].reverse()) {
    const parent = page;
    page = {
      get origin() {
        if (origin === own) return own;
        throw new DOMException('Blocked', 'SecurityError');
      },
      get parent() {
        // The top page is its own parent.
        return parent ?? this;
      },
    };
  }
  return page ?? {};
}

const cases: readonly (readonly [
  what: string,
  above: readonly string[],
  allowed: readonly string[],
  isForeign: boolean,
  isForeignInFirefox: boolean,
])[] = [
  ['no frame', [], [], false, false],
  ['a frame of our own', [own], [], false, false],
  ['two frames of our own', [own, own], [], false, false],
  ['a foreign frame', [portal], [], true, true],
  ['a foreign frame at the top', [own, portal], [], true, true],
  ['a foreign frame between two of our own', [portal, own], [], true, true],
  ['an allowed frame', [portal], [portal], false, true],
  ['an allowed frame in a foreign one', [portal, 'https://evil.example'], [portal], true, true],
  ['a frame whose origin only begins as an allowed one', [`${portal}.evil`], [portal], true, true],
  ['a sandboxed page, even if "null" is allowed', ['null'], ['null'], true, true],
];

for (const [what, above, allowed, isForeign, isForeignInFirefox] of cases) {
  test(`${what}: the prompts are ${isForeign ? 'not shown' : 'shown'}`, () => {
    const page = windowBelow(...above);
    const location = { ancestorOrigins: above };
    assert.equal(isInForeignFrame(allowed, { origin: own, location }), isForeign);
    assert.equal(isInForeignFrame(allowed, page), isForeignInFirefox, 'without ancestorOrigins');
  });
}

test('a sandboxed page in a frame counts as foreign, and so does everything above it', () => {
  const location = { ancestorOrigins: [own] };
  assert.equal(isInForeignFrame([], { origin: 'null', location }), true);
  assert.equal(
    isInForeignFrame([], { origin: 'null', location: { ancestorOrigins: ['null'] } }),
    true,
  );
});

test('outside a page, there is no frame', () => {
  assert.equal(isInForeignFrame([], {}), false);
  assert.equal(isInForeignFrame(), false);
});
