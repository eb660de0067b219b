/** The card draws the chat with the words that the chat itself uses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localize } from '../../src/server/base/localized-text.js';
import { defaultReplies } from '../../src/server/options/replies/sentences.js';
import { languages, termsByTag } from '../../stories/texts/texts-rows.js';

test('the two answers, and the title and sentence about them, are worded as in the chat', () => {
  const { confirmLabel, notMeLabel } = defaultReplies;
  for (const lang of languages) {
    const { chat, messages } = termsByTag.binding[lang];
    assert.equal(chat.confirm, localize(confirmLabel, lang));
    assert.equal(chat.notMe, localize(notMeLabel, lang));
    assert.ok(String(messages.tap[1]).includes(chat.confirm), lang);
    assert.ok(String(messages.denied[1]).includes(chat.notMe), lang);
  }
});
