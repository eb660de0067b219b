import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { piecesOf, plainText } from '../../../src/phone/mail/message-text.js';

describe("The account's text on the phone", () => {
  test('a menu link becomes a link, and the text around it stays text', () => {
    assert.deepEqual(
      piecesOf('Sign in? <a href="weixin://bizmsgmenu?msgmenucontent=ok&amp;msgmenuid=1">Yes</a>.'),
      [
        { type: 'text', text: 'Sign in? ' },
        { type: 'link', text: 'Yes', href: 'weixin://bizmsgmenu?msgmenucontent=ok&msgmenuid=1' },
        { type: 'text', text: '.' },
      ],
    );
  });

  test('any other link becomes plain text', () => {
    for (const href of ['javascript:alert(1)', 'https://example.com/', 'weixin://other']) {
      assert.deepEqual(piecesOf(`<a href="${href}">Look</a>`), [{ type: 'text', text: 'Look' }]);
    }
  });

  test('other markup is shown as it was sent', () => {
    const text = '<b>hello</b> <a href="x" onclick="y">z</a> <a>';
    assert.deepEqual(piecesOf(text), [{ type: 'text', text }]);
  });

  test('no text is lost or added, whatever is sent', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('<a href="', '">', '</a>', "<a href='weixin://bizmsgmenu?x'>y</a>"),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        let rest = text;
        for (const piece of piecesOf(text)) {
          const at = rest.indexOf(piece.text);
          assert.ok(at >= 0);
          rest = rest.slice(at + piece.text.length);
        }
        if (!text.includes('<')) assert.equal(plainText(text), text.replace(/\s+/g, ' '));
      }),
    );
  });
});
