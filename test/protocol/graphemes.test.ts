import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { clip, initialOf } from '../../src/protocol/graphemes.js';

const { Segmenter } = Intl;
const isMissing = { value: undefined, configurable: true, writable: true };

afterEach(() => {
  Object.defineProperty(Intl, 'Segmenter', { ...isMissing, value: Segmenter });
});

const family = '👨‍👩‍👧';
const initials: readonly [name: string, initial: string | undefined][] = [
  ['Lin', 'L'],
  ['  Lin', 'L'],
  ['林', '林'],
  ['🇨🇳🇩🇪', '🇨🇳'],
  [family, family],
  ['👍🏽 ok', '👍🏽'],
  ['❤️', '❤️'],
  ['किरण', 'कि'],
  ['e\u0301ric', 'e\u0301'],
  ['\u200fעדי', 'ע'],
  ['\u202eabc', 'a'],
  ['\u200b\u3164\u2060x', 'x'],
  ['', undefined],
  [' \u00a0\u3000', undefined],
  ['\u200b', undefined],
  ['\u3164', undefined],
  ['\u202e', undefined],
  ['\u2800', undefined],
];

for (const kind of ['with Intl.Segmenter', 'in browsers without Intl.Segmenter']) {
  const prepare = (): void => {
    if (kind !== 'with Intl.Segmenter') Object.defineProperty(Intl, 'Segmenter', isMissing);
  };
  test(`the initial is the first grapheme that can be seen, ${kind}`, () => {
    prepare();
    for (const [name, initial] of initials) assert.equal(initialOf(name), initial, name);
  });

  test(`a long name is cut between graphemes, ${kind}`, () => {
    prepare();
    assert.equal(clip(family.repeat(100)), family.repeat(64));
    assert.equal(clip('🇨🇳'.repeat(100), 2), '🇨🇳🇨🇳');
    assert.equal(clip('कि'.repeat(100), 3), 'किकिकि');
    assert.equal(clip('Lin'), 'Lin');
    assert.equal(clip('a\u0301'.repeat(10_000_000), 1), 'a\u0301');
  });
}
