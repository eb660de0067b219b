import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession } from '../../../../src/server/host/sessions/open-session.js';
import type { OpenContext, OpenedSession } from '../../../../src/server/host/host.js';
import { callerWith, lin } from '../../../support/accounts/sessions-contract.js';

async function open(opened: OpenedSession | Error): Promise<string[]> {
  const lines: string[] = [];
  const caller = { ...callerWith(), setCookie: (line: string) => void lines.push(line) };
  const context: OpenContext = {
    ...{ key: 'a-key', caller, isNew: false },
    ...{ method: 'password', confirmed: true },
  };
  const sessions = {
    async open(account: unknown, given: OpenContext) {
      assert.deepEqual([account, given], [lin, context]);
      if (opened instanceof Error) throw opened;
      return Promise.resolve(opened);
    },
  };
  await openSession(sessions, lin, context);
  return lines;
}

test('every cookie of the session is set on the response', async () => {
  assert.deepEqual(await open({ setCookies: ['a=1', 'b=2'] }), ['a=1', 'b=2']);
});

test('a session without cookies sets none', async () => {
  assert.deepEqual(await open({ sessionCode: 'x' }), []);
});

test('sessions that fail to open set no cookie and reject', async () => {
  await assert.rejects(open(new Error('down')), /down/);
});
