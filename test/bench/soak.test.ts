/** A slice of `npm run soak`, and whether its oracle notices what it is for. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openLanes, type Lanes } from '../../bench/soak/lanes.js';
import { judge, type Evidence, type SeenVisitor } from '../../bench/soak/oracle.js';
import { shareOf, startPatience } from '../../bench/soak/patience.js';
import { drawPlan, type FaultName } from '../../bench/soak/plan.js';
import type { RunOptions } from '../../bench/soak/one-run.js';

const reply = { isAccepted: true, text: 'Signed in', answers: ['200'] };
const visitor: SeenVisitor = {
  ...{ number: 1, kind: 'scans', isShared: false, openid: 'o1', attempts: ['a1'], scans: [reply] },
  ...{ end: 'signed in', states: ['ready', 'success'], cookies: '', limits: [], account: '1' },
  ...{ session: 'session=1', sessionAgain: 'session=1' },
};
const well: Evidence = {
  visitors: [visitor],
  accounts: [{ id: '1', openid: 'o1' }],
  sessions: [{ accountId: '1', attempt: 'a1', cookie: 'session=1' }],
  afterwards: [],
};
const other = { id: '2', openid: 'o2' };
const [session] = well.sessions;

const bad: readonly (readonly [sentence: RegExp, evidence: Partial<Evidence>])[] = [
  [
    /is signed in as somebody else/,
    { accounts: [...well.accounts, other], visitors: [{ ...visitor, account: '2' }] },
  ],
  [/is signed in and did not scan/, { visitors: [{ ...visitor, scans: [] }] }],
  [/sees success and is not signed in/, { visitors: [{ ...visitor, account: undefined }] }],
  [/is lost without a word/, { visitors: [{ ...visitor, end: 'waiting', account: undefined }] }],
  [/is refused by a limit/, { visitors: [{ ...visitor, limits: ['rate_limited'] }] }],
  [/another session by the same redeem/, { visitors: [{ ...visitor, sessionAgain: 'session=2' }] }],
  [/o1 has two accounts/, { accounts: [...well.accounts, { id: '3', openid: 'o1' }] }],
  [/o2 has an account and did not scan/, { accounts: [...well.accounts, other] }],
  [/a1 has 2 sessions/, { sessions: [...well.sessions, { ...session!, cookie: 'session=2' }] }],
  [/got a session without a scan/, { visitors: [{ ...visitor, scans: [] }] }],
  [/which nobody has created/, { sessions: [...well.sessions, { ...session!, attempt: 'a2' }] }],
  [
    /got a session of somebody else/,
    { accounts: [...well.accounts, other], sessions: [{ ...session!, accountId: '2' }] },
  ],
  [/instance 1 holds 3 streams/, { afterwards: ['instance 1 holds 3 streams'] }],
];

test('the oracle has nothing against a login that went well, and names what did not', () => {
  assert.deepEqual(judge(well), []);
  for (const [sentence, changes] of bad) {
    assert.match(judge({ ...well, ...changes }).join('\n'), sentence);
  }
});

test('a seed draws the same run each time', () => {
  assert.deepEqual(drawPlan(7), drawPlan(7));
  assert.notDeepEqual(drawPlan(7), drawPlan(8));
});

test('patience lasts longer where other programs take the processors', (t) => {
  assert.deepEqual([shareOf(0, 2), shareOf(2, 2), shareOf(20, 2)], [1, 1, 0.1]);
  t.mock.timers.enable({ apis: ['setInterval'] });
  const alone = startPatience(1000, () => 1);
  const beside = startPatience(1000, () => 0.1);
  t.mock.timers.tick(1000);
  assert.deepEqual([alone.signal.aborted, beside.signal.aborted], [true, false]);
  t.mock.timers.tick(10_000);
  assert.equal(beside.signal.aborted, true);
});

describe('runs', { concurrency: 4 }, () => {
  let lanes: Lanes;
  before(async () => {
    lanes = await openLanes();
  });
  after(() => lanes.close());

  const slice: readonly (readonly [seed: number, database: 'redis' | 'postgres', FaultName])[] = [
    [1, 'redis', 'kill-instance'],
    [2, 'redis', 'kill-database'],
    [3, 'redis', 'blackhole'],
    [4, 'redis', 'clock'],
    [5, 'postgres', 'late-replies'],
    [6, 'postgres', 'kill-database'],
  ];
  for (const [seed, database, fault] of slice) {
    test(`nobody is signed in twice, wrongly or not at all: ${fault}, ${database}`, async (t) => {
      const plan = drawPlan(seed, { faults: [fault], database, visitors: 10, instances: 2 });
      // Far more than a busy machine takes: whoever is served does not wait for it.
      const result = await lanes.run(plan, { patienceMs: 120_000 });
      if (typeof result === 'string') t.skip(result);
      else assert.deepEqual(result.found, [], result.logged.join('\n'));
    });
  }

  type Wrong = Pick<RunOptions, 'mutant' | 'storeMutant' | 'losesAnswers'>;
  const wrong: readonly (readonly [
    options: Wrong,
    sentence: RegExp,
    database?: 'redis' | 'postgres',
    fault?: FaultName,
  ])[] = [
    [{ mutant: 'creates-twice' }, /has two accounts/],
    [{ mutant: 'wrong-person' }, /is signed in as somebody else/],
    // A login that is asked about once only cannot get two sessions.
    [{ mutant: 'second-session', losesAnswers: true }, /has 2 sessions/],
    [{ storeMutant: 'loses-writes' }, /is lost without a word/],
    [{ storeMutant: 'keeps-for-ever' }, /is kept for ever/],
    // Those after the visitors of the plan come when the fault is over. The clients of Redis keep calls
    // until they are connected again; that of PostgreSQL rejects them.
    [
      { storeMutant: 'gives-up' },
      /visitor 5 .* is lost without a word/s,
      'postgres',
      'kill-database',
    ],
  ];
  for (const [options, sentence, database = 'redis', fault] of wrong) {
    const { mutant, storeMutant } = options;
    test(`the oracle notices what is wrong: ${mutant ?? storeMutant}`, async (t) => {
      const faults = fault ? [fault] : [];
      const plan = drawPlan(1, { faults, database, visitors: 5, instances: 1 });
      const result = await lanes.run(plan, { ...options, patienceMs: 5000 });
      if (typeof result === 'string') t.skip(result);
      else assert.match(result.found.join('\n'), sentence);
    });
  }

  test('a login whose session was opened, but whose answer was lost, gets the same one', async (t) => {
    const plan = drawPlan(1, { faults: [], database: 'redis', visitors: 5, instances: 1 });
    const result = await lanes.run(plan, { losesAnswers: true, patienceMs: 120_000 });
    if (typeof result === 'string') t.skip(result);
    else {
      assert.deepEqual(result.found, [], result.logged.join('\n'));
      assert.match(result.logged.join('\n'), /redeem_failed/);
    }
  });
});
