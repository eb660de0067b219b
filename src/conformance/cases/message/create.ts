/** Create by message, and which digits a page gets. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectStatus, fieldsOf } from '../../expect.js';
import { expectShape } from '../shapes.js';
import { casesOf } from '../define.js';
import { shown, sources } from './steps.js';

export const createByMessageCases: readonly Case[] = casesOf('message', sources.message, [
  {
    name: 'message-create',
    rule: 'A create by message is answered with six digits or more, as text, and the methods of the account.',
    async run(kit) {
      const { created } = await shown(kit);
      expectShape(created, 'created', 'A create by message');
      const { type, digits } = fieldsOf(created.body['present']);
      expect(type === 'message', 'The type of `present` is not message.');
      expect(typeof digits === 'string' && /^\d{6,}$/.test(digits), 'The digits are no text.');
      const methods = created.body['methods'];
      expect(Array.isArray(methods) && methods.includes('message'), '`methods` lacks message.');
    },
  },
  {
    name: 'message-digits-differ',
    rule: 'No two attempts have the same digits, also if they are created at once, and leading zeros stay.',
    async run(kit) {
      const browser = kit.browser();
      const attempts = await Promise.all(Array.from({ length: 20 }, () => shown(kit, browser)));
      const digits = new Set(attempts.map((attempt) => attempt.digits));
      expect(digits.size === attempts.length, 'Two attempts have the same digits.');
    },
  },
  {
    name: 'message-create-repeated',
    rule: 'The same challenge with the cookie gets the same digits, and without the cookie challenge_used.',
    async run(kit) {
      const browser = kit.browser();
      const { chain, digits } = await shown(kit, browser);
      const again = await browser.create(chain, { method: 'message' });
      expectStatus(again, 200, 'A repeated create');
      expect(fieldsOf(again.body['present'])['digits'] === digits, 'The digits are others.');
      const stranger = await kit.browser().create(chain, { method: 'message' });
      expectProblem(stranger, 'challenge_used', 'A repeated create without the cookie');
    },
  },
  {
    name: 'message-digits-only-at-create',
    rule: 'The digits stand in the answer to create alone: no snapshot contains them.',
    async run(kit) {
      const attempt = await shown(kit);
      const answer = await attempt.watch();
      expectShape(answer, 'snapshot', 'A read of an attempt by message');
      expect(!answer.text.includes(attempt.digits), 'A snapshot contains the digits.');
    },
  },
]);
