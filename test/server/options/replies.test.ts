import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationError, type Options } from '../../../src/server/index.js';
import { createHarness } from '../../support/server/harness.js';

const digits = 'Code {digits}';
const long = 'x'.repeat(1100);

/** What JavaScript may pass, and what the error says. */
const wrong: readonly [replies: unknown, sentence: RegExp][] = [
  ['Hello', /^`replies` must be an object with sentences for signedIn, mayAsk, .*leave out/],
  [{ welcome: 'Hello' }, /^`replies\.welcome` is unknown; the replies are signedIn, mayAsk/],
  [{ toString: 'Hello' }, /^`replies\.toString` is unknown/],
  [{ signedIn: 5 }, /^`replies\.signedIn` must be a text, or an object.*"en" is required/],
  [{ signedIn: { zh: '你好' } }, /^`replies\.signedIn` must be .*"en" is required/],
  [{ signedIn: () => 'Hello' }, /^`replies\.signedIn` must be a text/],
  [{ signedIn: '' }, /^`replies\.signedIn` must be a text that is not empty; leave the reply out/],
  [{ signedIn: { en: 'Hello', zh: ' \n' } }, /^`replies\.signedIn` in "zh" must be .*not empty/],
  [{ signedIn: { en: 'Hello', ja: null } }, /^`replies\.signedIn` in "ja" must be a text/],
  [{ used: { en: 'a', 'de-': 'b' } }, /^`replies\.used` has a text for "de-", .*no language tag/],
  [{ mayAsk: 'Hello' }, /^`replies\.mayAsk` lacks \{digits\}\..*write \{digits\} where/],
  [{ linking: { en: digits, zh: '你好' } }, /^`replies\.linking` in "zh" lacks \{digits\}/],
  [
    { mayAsk: 'Code { digits }' },
    /contains \{ digits \}, which is unknown.*\{site\} and \{digits\}/,
  ],
  [{ expired: digits }, /^`replies\.expired` contains \{digits\}, but there are none.*remove it/],
  [
    { scanAgain: 'Hello {name}' },
    /contains \{name\}, which is unknown; the placeholders are \{site\}\.$/,
  ],
  [
    { signedIn: 'x'.repeat(2049) },
    /^`replies\.signedIn` cannot be sent: .*2049 bytes.*at most 2048/,
  ],
  [{ signedIn: { en: 'a', zh: '登'.repeat(683) } }, /^`replies\.signedIn` in "zh" cannot be sent/],
  // 2048 with the placeholder, and more with the site in its place.
  [{ signedIn: `${'x'.repeat(2042)}{site}` }, /cannot be sent: .*2055 bytes/],
  [
    { askLogin: 'Is it you, {site}?' },
    /^`replies\.askLogin` lacks \{details\}\. They say which browser/,
  ],
  [
    { tap: 'Yes: {confirm}' },
    /^`replies\.tap` lacks \{notMe\}\. It is the link with which a person stops/,
  ],
  [{ tap: 'No: {notMe}' }, /^`replies\.tap` lacks \{confirm\}/],
  [{ numbers: 'Reply {confirmNumber}' }, /^`replies\.numbers` lacks \{notMeNumber\}/],
  [{ offerNotMe: 'Bye' }, /^`replies\.offerNotMe` lacks \{notMe\}/],
  [{ wrongDigits: 'Wrong' }, /^`replies\.wrongDigits` lacks \{remaining\}/],
  [
    { confirmed: 'Yes {details}' },
    /^`replies\.confirmed` contains \{details\}, but there are none/,
  ],
  [
    { confirmLabel: '<b>Yes</b>' },
    /^`replies\.confirmLabel` must have at most 20 characters, and none of </,
  ],
  [
    { notMeLabel: { en: 'No', zh: 'x'.repeat(21) } },
    /^`replies\.notMeLabel` in "zh" must have at most 20/,
  ],
  [{ unknownBrowser: 'wml-x' }, /^`replies\.unknownBrowser` must have .*no "wml-"/],
  // Each part can be sent, but not all of them together.
  [
    { askLogin: `${'x'.repeat(800)}{details}`, tap: `${'x'.repeat(800)}{confirm}{notMe}` },
    /^The question in "en", which `replies` makes up from several parts, cannot be sent: .* at most 2048/,
  ],
  [
    { mayAsk: { en: digits, ja: `${'x'.repeat(1990)}{digits}` } },
    /^`replies\.mayAsk` in "ja", with `replies\.offerNotMe` below it, cannot be sent/,
  ],
  [{ signedIn: 'a\u0000' }, /^`replies\.signedIn` cannot be sent: .*control character/],
  [
    { forgotten: { en: long, zh: `${long}.` } },
    /`replies\.forgotten`, .*all its languages, cannot/,
  ],
];

test('a wrong reply is refused at start, by a sentence that says how to fix it', () => {
  for (const [replies, sentence] of wrong) {
    assert.throws(
      // JavaScript: the compiler has not checked it.
      () => createHarness({ replies: replies as NonNullable<Options['replies']> }),
      (error) => {
        assert.ok(error instanceof ConfigurationError, String(error));
        assert.match(error.message, sentence);
        return true;
      },
    );
  }
});

test('replies of every form are accepted', () => {
  const every = {
    signedIn: { en: long, zh: long, 'zh-Hant': long, zh_TW: long },
    mayAsk: '{digits} for {site}, {digits} {',
    linking: { en: digits },
    used: { en: 'a', ja: 'b', ko: 'c' },
    expired: '} {site} {',
    forgotten: { en: 'a' },
    scanAgain: 'a',
  };
  createHarness({ replies: every });
  createHarness({ replies: {} });
  // JavaScript: `null` counts as left out.
  createHarness({ replies: { used: null } as unknown as NonNullable<Options['replies']> });
});
