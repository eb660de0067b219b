/** Where a random walk takes place: a backend, its accounts and browsers, and what has come of the walk so far. */
import assert from 'node:assert/strict';
import type { Chain } from '../../../../src/protocol/chain.js';
import type { HarnessOptions } from '../harness.js';
import { appId, createPeople } from '../people.js';
import { createOracle, type ModelTab } from './oracle.js';
import { browserCount, people, type Person } from './steps.js';

export interface WalkTab {
  readonly model: ModelTab;
  readonly chain: Chain;
  readonly scene: string;
  /** What the page shows in place of a QR code; '' for none. */
  readonly digits: string;
}

/** What the chat has told somebody about a tab. */
export interface Reply {
  readonly text: string;
  readonly to: Person;
  readonly tab: WalkTab;
}

const many = 1_000_000;

export const openidOf = (person: Person): string => `o_${person}`;
export const unionidOf = (person: Person): string => `u_${person}`;
const identityOf = (person: Person) => ({
  ...{ appId, openid: openidOf(person) },
  unionid: unionidOf(person),
});
/** At another official account, so that only the unionid tells who it is. */
const identityElsewhere = (person: Person) => ({ ...identityOf(person), appId: 'wxOther' });

export async function createSetting(createLogin: HarnessOptions['createLogin']) {
  const followers = new Set<string>(people.map(openidOf));
  const backend = createPeople({
    ...(createLogin && { createLogin }),
    openPlatform: true,
    limits: {
      ...{ createsPerMinute: many, createsPerAddressPerMinute: many, pollsPerSecond: many },
      qrCodesPerKnownBrowserPerDay: many,
    },
    api(path, _, query) {
      const openid = query.get('openid') ?? '';
      if (path !== '/cgi-bin/user/info') return undefined;
      if (!followers.has(openid)) return { subscribe: 0, openid };
      return { subscribe: 1, openid, unionid: openid.replace(/^o/, 'u') };
    },
  });
  const { accounts, clock } = backend;
  const oracle = createOracle(() => clock.nowMs);
  const browsers = Array.from({ length: browserCount }, () => backend.createBrowser());
  const tabs: WalkTab[] = [];
  const replies: Reply[] = [];
  /** The sessions that browsers have ever had. */
  const cookies = new Set<string>();

  const accountOf = async (person: Person): Promise<string | undefined> =>
    (await accounts.find(identityOf(person)))?.id;

  async function join(person: Person): Promise<void> {
    if ((await accountOf(person)) !== undefined) return;
    const { id } = await accounts.create(identityElsewhere(person), { key: `join ${person}` });
    oracle.owns(person, id);
  }

  for (const person of ['known', 'stranger'] as const) {
    const { id } = await accounts.create(identityOf(person), { key: person });
    oracle.owns(person, id);
    if (person !== 'known') continue;
    await accounts.link(id, identityOf('family'));
    oracle.owns('family', id);
  }
  await join('unionid');

  return {
    ...{ backend, oracle, followers, tabs, replies, cookies, accountOf, join },
    browserAt: (index: number) => browsers[index] ?? assert.fail('no such browser'),
  };
}

export type Setting = Awaited<ReturnType<typeof createSetting>>;
