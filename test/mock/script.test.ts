/** What a mock's script may contain, and how the error explains anything else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mockBackend, MockScriptError } from '../../src/mock/index.js';
import { parseScript } from '../../src/mock/script.js';

function refused(script: string): MockScriptError {
  try {
    mockBackend(script, { warn: () => {} });
  } catch (error) {
    assert.ok(error instanceof MockScriptError, String(error));
    return error;
  }
  throw new Error(`"${script}" was not refused`);
}

test('steps are words with durations, separated by commas and white space', () => {
  const [steps] = parseScript(' loading:300ms, ready : 1.5s ,approved,\n success ');
  assert.deepEqual(
    steps?.map(({ word, ms }) => [word, ms]),
    [
      ['loading', 300],
      ['ready', 1500],
      ['approved', 1000],
      ['success', undefined],
    ],
  );
});

test('an end begins a new part of the script', () => {
  const words = (script: string) =>
    parseScript(script).map((steps) => steps.map(({ word }) => word).join(' '));
  assert.deepEqual(words('ready,denied,ready,rate_limited:30s,success'), [
    'ready denied',
    'ready rate_limited',
    'success',
  ]);
  assert.deepEqual(words('binding,proof_failed,success,binding,identity_conflict,ready'), [
    'binding proof_failed success',
    'binding identity_conflict',
    'ready',
  ]);
});

test('the error for an unknown word shows its place, and lists all known words', () => {
  const error = refused('ready:2s, confrim:1s,success');
  assert.deepEqual([error.name, error.step, error.at], ['MockScriptError', 'confrim:1s', 10]);
  assert.match(
    error.message,
    /"confrim:1s" at character 11: unknown\. The steps are loading, ready/,
  );
  for (const word of ['binding', 'success-new', 'platform_disabled', 'unreachable']) {
    assert.match(error.message, new RegExp(`\\b${word}\\b`));
  }
});

for (const [script, sentence] of [
  ['', /a step is missing\. Write for example ready:2s/],
  ['ready,,success', /at character 7: a step is missing/],
  ['ready:2', /"2" is not a duration\. Write it as 300ms, 2s or 1\.5s/],
  ['ready:2m', /"2m" is not a duration/],
  ['ready:-1s', /not a duration/],
  ['ready:', /"" is not a duration/],
  ['ready:1e9s', /not a duration/],
  ['ready:601s', /at most 600s/],
  ['ready:1s:2s', /one duration at most/],
  ['ready,offline', /depends on the device/],
  ['idle', /Set the attribute manual/],
  ['ready,error', /Write its code: invalid_request, /],
  ['ready,success:2s', /success stays until the login is started again/],
  ['binding,select:2s', /as long as they like/],
  ['ready,select', /select comes after binding/],
  ['ready,loading', /loading comes first/],
  ['confirm,ready', /no login comes to ready after confirm/],
  ['binding,approved', /no login comes to approved after binding/],
  ['binding,binding', /no login comes to binding twice/],
  ['constructor', /unknown/],
  ['ready,'.repeat(120) + 'success', /more than 100 steps/],
] as const) {
  test(`"${script.slice(0, 30)}" is refused, with a hint how to correct it`, () => {
    assert.match(refused(script).message, sentence);
  });
}

test('any text is either played or refused as a script', () => {
  const word = fc.constantFrom(
    'ready',
    'confirm',
    'success',
    'gone',
    'binding',
    'x',
    '',
    '__proto__',
  );
  const piece = fc
    .tuple(word, fc.constantFrom('', ':1s', ':', ':9ms ', ':-1', ','))
    .map((all) => all.join(''));
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 8 }).map((all) => all.join(',')),
  );
  fc.assert(
    fc.property(text, (script) => {
      try {
        assert.ok(parseScript(script).every((part) => part.length > 0));
      } catch (error) {
        assert.ok(error instanceof MockScriptError, String(error));
        assert.ok(script.slice(error.at).startsWith(error.step));
      }
    }),
  );
});
