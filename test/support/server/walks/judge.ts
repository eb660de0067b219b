/** Says after each step of a random walk whether everything is as the oracle tells. */
import assert from 'node:assert/strict';
import { callerWith } from '../../accounts/sessions-contract.js';
import { sessionCookie } from './pages.js';
import type { Setting } from './setting.js';
import { people, type Person } from './steps.js';

export function createJudge({ backend, oracle, tabs, cookies, accountOf }: Setting) {
  /** Attempts that have ended. */
  const over = new Set<string>();

  async function judgeSessions(): Promise<void> {
    for (const cookie of cookies) {
      const session = await backend.sessions.current(callerWith(`${sessionCookie}=${cookie}`));
      if (session) oracle.holds(session.login, session.account.id, session.confirmed);
    }
  }

  async function judgeAccounts(): Promise<void> {
    for (const person of people) {
      assert.equal(await accountOf(person), oracle.accountOf(person), `the account of ${person}`);
    }
  }

  async function judgeAttempts(): Promise<void> {
    const live = new Map<Person, number>();
    for (const { model, chain } of tabs) {
      if (!model.scannedBy || over.has(model.id)) continue;
      const path = `/attempts/${model.id}`;
      const headers = { authorization: `Bearer ${chain.key}` };
      const { body } = await backend.call('GET', path, undefined, { headers });
      if (!['scanned', 'approved', 'binding'].includes(String(body['state']))) {
        over.add(model.id);
        continue;
      }
      live.set(model.scannedBy, (live.get(model.scannedBy) ?? 0) + 1);
    }
    for (const [person, count] of live) assert.equal(count, 1, `live attempts of ${person}`);
  }

  return async (): Promise<void> => {
    await judgeSessions();
    await judgeAccounts();
    await judgeAttempts();
  };
}
