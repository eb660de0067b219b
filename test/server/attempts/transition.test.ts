import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isEnd } from '../../../src/protocol/states.js';
import type { Attempt } from '../../../src/server/attempts/attempt.js';
import type {
  AttemptEvent,
  ConfirmEvent,
  DenyEvent,
  ScanEvent,
} from '../../../src/server/attempts/events.js';
import { times } from '../../../src/server/attempts/times-and-tries.js';
import {
  forgottenAtMs,
  settle,
  snapshotOf,
  transition,
} from '../../../src/server/attempts/transition.js';

const startMs = 1_800_000_000_000;
const one = { appId: 'wx1', openid: 'one' };
const other = { appId: 'wx1', openid: 'other' };
const outcome = { sealed: 'sealed' };

export const pending: Attempt = {
  id: 'id',
  scene: 'scene',
  challenge: 'c',
  cookieHash: 'h',
  rev: 0,
  state: 'pending',
  purpose: 'login',
  method: 'scan',
  officialAccount: 'default',
  createdAtMs: startMs,
  deadlineMs: startMs + times.shownMs + times.followMs + times.arrivalMs,
};

/** A scan that approves at once. */
function scan(changes: Partial<Pick<ScanEvent, 'identity' | 'pushKey' | 'chatDigits'>> = {}) {
  const about = { identity: one, pushKey: 'push 1', approvedBy: 'scan' } as const;
  return { type: 'scan', ...about, ...changes } satisfies AttemptEvent;
}

/** A scan after which the chat asks. */
function ask(mode: 'tap' | 'digits' = 'tap', pushKey = 'push 1'): AttemptEvent {
  const question = mode === 'tap' ? ({ mode } as const) : ({ mode, digits: '402913' } as const);
  return { type: 'scan', identity: one, pushKey, question };
}

function answer(changes: Partial<ConfirmEvent> = {}): ConfirmEvent {
  return { type: 'confirm', identity: one, messageKey: 'message 1', isRight: true, ...changes };
}

/** The attempt after these events, one millisecond apart. */
function after(...events: AttemptEvent[]): Attempt {
  return events.reduce((attempt, event, index) => {
    const result = transition(attempt, event, startMs + index);
    assert.notEqual(result.type, 'refused', event.type);
    return result.attempt;
  }, pending);
}

const lease: AttemptEvent = { type: 'lease', by: 'me', from: 'approved' };
const completed: AttemptEvent = { type: 'completed', by: 'me', outcome };
const asked: AttemptEvent = { type: 'asked', by: 'me', unionid: 'u' };
const leaseForBind: AttemptEvent = { type: 'lease', by: 'me', from: 'binding' };
const account = { id: '1', name: 'One' };
const sentCode = { method: 'email-code', target: 'one@example.com', digits: '123456' };
const codeSent: AttemptEvent = { type: 'verificationCodeSent', verificationCode: sentCode };
const wrong = (of: 'chatDigits' | 'account'): AttemptEvent => ({
  type: 'wrongProof',
  by: 'me',
  of,
});
const choices: AttemptEvent = {
  type: 'choices',
  by: 'me',
  of: [{ choice: 'a', account, authenticatedAtMs: startMs }],
};
const proven: AttemptEvent = {
  type: 'proven',
  by: 'me',
  proven: { account, authenticatedAtMs: startMs },
};

function deny(changes: Partial<DenyEvent> = {}): DenyEvent {
  return { type: 'deny', identity: one, messageKey: 'message 9', ...changes };
}

function refusal(attempt: Attempt, event: AttemptEvent, nowMs = startMs + 10): string {
  const result = transition(attempt, event, nowMs);
  return result.type === 'refused' ? result.refusal : result.type;
}

test('a scan approves at once, or after a confirmation in the chat if one is required', () => {
  assert.equal(after(scan()).state, 'approved');
  assert.equal(after(scan()).approvedBy, 'scan');
  const scanned = after(ask());
  assert.equal(scanned.state, 'scanned');
  assert.equal(scanned.approvedBy, undefined);
  assert.equal(scanned.deadlineMs, startMs + times.scannedMs);
  const { state, approvedBy, chatDigits } = after(ask(), answer({ chatDigits: '111111' }));
  assert.deepEqual(
    { state, approvedBy, chatDigits },
    {
      ...{ state: 'approved', approvedBy: 'confirmation', chatDigits: '111111' },
    },
  );
});

test('a visitor who scanned in time has 60 s to follow, and the push 20 s to arrive', () => {
  const lastMs = startMs + times.shownMs + times.followMs;
  const arrivedMs = lastMs + times.arrivalMs - 1;
  assert.equal(transition(pending, scan(), arrivedMs).attempt.state, 'approved');
  assert.equal(refusal(pending, scan(), arrivedMs + 1), 'gone');
});

test('the QR code is shown for 180 s, and still counts after that', () => {
  const lateMs = startMs + times.shownMs + 1;
  const { state, expiresIn } = snapshotOf(settle(pending, lateMs), lateMs);
  assert.deepEqual({ state, expiresIn }, { state: 'pending', expiresIn: 0 });
});

test('the page learns how long each state lasts, of which only the first is about the QR code', () => {
  const approved = after(scan());
  const binding = after(scan(), lease, asked);
  const lateMs = startMs + times.shownMs - 1000;
  assert.equal(snapshotOf(pending, lateMs).expiresIn, 1);
  assert.equal(snapshotOf(approved, startMs).expiresIn, times.approvedMs / 1000);
  assert.equal(snapshotOf(binding, startMs + 2).expiresIn, times.bindingMs / 1000);
  assert.equal(snapshotOf(after(scan(), { type: 'cancel' }), startMs).expiresIn, 0);
});

test('an attempt that WeChat gives no QR code has failed, and only before it was scanned', () => {
  const failed: AttemptEvent = { type: 'failed', reason: 'quota_exhausted' };
  const { state, reason, rev } = after(failed);
  assert.deepEqual({ state, reason, rev }, { state: 'failed', reason: 'quota_exhausted', rev: 1 });
  assert.equal(refusal(after(scan()), failed), 'wrong_state');
  assert.equal(after(scan()).reason, undefined);
});

test('a QR code that arrives after the scan changes nothing, and binding begins once', () => {
  const presented: AttemptEvent = {
    type: 'presented',
    present: { type: 'qr', url: 'http://weixin.qq.com/q/1' },
  };
  assert.deepEqual(after(presented).present, presented.present);
  assert.equal(refusal(after(scan()), presented), 'unchanged');
  const binding = after(scan(), lease, asked, leaseForBind);
  assert.equal(refusal(binding, asked), 'wrong_state');
});

test('an end is kept for five minutes from then on, and not longer', () => {
  const cancelled = after(scan(), { type: 'cancel' });
  assert.equal(forgottenAtMs(cancelled), startMs + 1 + times.endMs);
  assert.equal(forgottenAtMs(pending), pending.deadlineMs + times.endMs);
});

test('an attempt that expires is changed like any other, so that a write against the old one fails', () => {
  assert.equal(settle(pending, pending.deadlineMs).rev, pending.rev + 1);
});

test('the page learns why an attempt failed, and no other state has a reason', () => {
  const failed = after({ type: 'failed', reason: 'quota_exhausted' });
  assert.equal(snapshotOf(failed, startMs).reason, 'quota_exhausted');
  assert.equal('reason' in snapshotOf(pending, startMs), false);
});

test('the answer of a login is kept for a minute, and is gone when nobody may need it', () => {
  const done = after(scan(), lease, completed);
  assert.deepEqual(done.outcome, { ...outcome, untilMs: startMs + 2 + times.outcomeMs });
  const outdated = transition(done, { type: 'outdated' }, startMs + 10);
  const { outcome: removed, ...rest } = done;
  assert.ok(removed);
  assert.deepEqual(outdated, { type: 'changed', attempt: { ...rest, rev: done.rev + 1 } });
  assert.equal(refusal(outdated.attempt, { type: 'outdated' }), 'unchanged');
  const open = after(scan(), lease);
  assert.equal(refusal({ ...open, outcome: removed }, { type: 'outdated' }), 'unchanged');
});

test('what an application said when it refused somebody is kept, and nothing if it said nothing', () => {
  const refused: AttemptEvent = { type: 'refused', by: 'me', reason: 'sign_in_refused' };
  const told = after(scan(), lease, { ...refused, outcome });
  assert.deepEqual(
    [told.state, told.reason, told.outcome?.sealed],
    ['failed', 'sign_in_refused', outcome.sealed],
  );
  assert.equal('outcome' in after(scan(), lease, refused), false);
});

test('an account that is about to be created is new also after a crash, with its unionid', () => {
  const identified: AttemptEvent = { type: 'identified', by: 'me', unionid: 'u' };
  const { isNew, identity } = after(scan(), lease, identified);
  assert.deepEqual({ isNew, identity }, { isNew: true, identity: { ...one, unionid: 'u' } });
  const without = after(scan(), lease, { ...identified, unionid: undefined });
  assert.deepEqual([without.isNew, without.identity], [true, one]);
});

test('the city of the visitor is added to what else is known about their browser', () => {
  const qr = { type: 'qr', url: 'http://weixin.qq.com/q/1' } as const;
  const presented: AttemptEvent = { type: 'presented', present: qr, city: 'Shanghai' };
  const client = { browser: 'Firefox' } as const;
  const { attempt } = transition({ ...pending, client }, presented, startMs);
  assert.deepEqual(attempt.client, { ...client, city: 'Shanghai' });
  const { attempt: elsewhere } = transition(
    { ...pending, client },
    { type: 'presented', present: qr },
    startMs,
  );
  assert.deepEqual(elsewhere.client, client);
});

test('a "Not me" that WeChat repeats counts once', () => {
  const denied = after(ask(), deny());
  assert.deepEqual(denied.answers, ['message 9']);
  assert.equal(refusal(denied, deny()), 'unchanged');
  assert.equal(refusal(denied, deny({ messageKey: 'message 10' })), 'gone');
});

test('wrong proofs of the account and wrong digits are counted in fields of their own', () => {
  const start = after(scan(), lease, asked, leaseForBind);
  const { wrongProofs, wrongChatDigits } = transition(start, wrong('account'), startMs + 9).attempt;
  assert.deepEqual([wrongProofs, wrongChatDigits], [1, undefined]);
});

test('fields that are not known are absent, because stores compare and write them', () => {
  assert.equal('chatDigits' in after(scan()), false);
  assert.equal('chatDigits' in after(ask(), answer()), false);
});

test('the same openid at another official account is another WeChat user', () => {
  const elsewhere = { ...one, appId: 'wxffffffffffffffff' };
  assert.equal(
    refusal(after(scan()), scan({ identity: elsewhere, pushKey: 'push 2' })),
    'contested',
  );
});

test('two phones scan one QR code: the first counts, the second is refused as contested', () => {
  const approved = after(scan());
  assert.equal(refusal(approved, scan({ identity: other, pushKey: 'push 2' })), 'contested');
  assert.equal(refusal(approved, scan({ pushKey: 'push 2' })), 'unchanged');
});

test('a repeated push changes nothing, even after the login', () => {
  const done = after(scan(), lease, completed);
  assert.equal(refusal(done, scan()), 'unchanged');
  assert.equal(refusal(done, scan({ pushKey: 'push 2' })), 'gone');
});

test('the third wrong digits deny the attempt; the right ones after them are too late', () => {
  const wrong = (messageKey: string): AttemptEvent => answer({ messageKey, isRight: false });
  const denied = after(ask('digits'), wrong('m1'), wrong('m2'), wrong('m3'));
  assert.equal(denied.state, 'denied');
  assert.equal(refusal(denied, answer()), 'gone');
  const second = after(ask('digits'), wrong('m1'), wrong('m2'), answer());
  assert.equal(second.state, 'approved');
});

test('a message that WeChat repeats counts once, whatever it led to', () => {
  const wrong = answer({ isRight: false });
  const once = after(ask('digits'), wrong, wrong, wrong);
  assert.deepEqual([once.state, once.wrongConfirmations], ['scanned', 1]);
  const confirmed = after(ask(), answer());
  assert.equal(refusal(confirmed, answer()), 'unchanged');
  assert.equal(refusal(confirmed, answer({ messageKey: 'message 2' })), 'wrong_state');
  assert.equal(refusal(after(ask(), answer(), { type: 'cancel' }), answer()), 'unchanged');
  assert.equal(refusal(confirmed, answer({ identity: other })), 'contested');
});

test('an answer counts only where the chat has asked, and a tap is never wrong', () => {
  assert.equal(refusal(pending, answer()), 'wrong_state');
  assert.equal(refusal(after(scan()), answer()), 'wrong_state');
  assert.equal(refusal(after(ask('tap')), answer({ isRight: false })), 'wrong_state');
});

test('the page sees how to confirm while the chat asks, and the digits only then', () => {
  const seen = (attempt: Attempt) => snapshotOf(attempt, startMs).confirm;
  assert.deepEqual(seen(after(ask('tap'))), { mode: 'tap' });
  assert.deepEqual(seen(after(ask('digits'))), { mode: 'digits', digits: '402913' });
  for (const attempt of [pending, after(scan()), after(ask('digits'), answer())]) {
    assert.equal(seen(attempt), undefined, attempt.state);
  }
});

test('only the WeChat user who scanned can confirm or deny', () => {
  const scanned = after(ask());
  assert.equal(refusal(scanned, answer({ identity: other })), 'contested');
  assert.equal(refusal(scanned, deny({ identity: other })), 'contested');
  assert.equal(refusal(pending, deny()), 'wrong_state');
  const binding = after(scan(), lease, asked);
  for (const attempt of [scanned, after(scan()), after(ask(), answer()), binding]) {
    const denied = transition(attempt, deny(), startMs + 3).attempt;
    assert.equal(denied.state, 'denied');
  }
  const done = after(scan(), lease, completed);
  assert.equal(refusal(done, deny()), 'gone');
});

test('an older attempt is cancelled when its WeChat user scans another, unless it has ended', () => {
  const superseded: AttemptEvent = { type: 'superseded' };
  for (const attempt of [after(ask()), after(scan()), after(scan(), lease, asked)]) {
    assert.equal(transition(attempt, superseded, startMs + 3).attempt.state, 'cancelled');
  }
  assert.equal(refusal(pending, superseded), 'unchanged');
  assert.equal(
    transition(after(scan(), lease, completed), superseded, startMs + 3).type,
    'unchanged',
  );
});

test('one redeem at a time: only the holder can act until the lease runs out', () => {
  const leased = after(scan(), lease);
  const you: AttemptEvent = { type: 'lease', by: 'you', from: 'approved' };
  assert.equal(refusal(leased, you), 'leased');
  assert.equal(refusal(leased, { type: 'completed', by: 'you', outcome }), 'lease_lost');
  const takenOver = transition(leased, you, startMs + 1 + times.leaseMs).attempt;
  assert.equal(takenOver.lease?.by, 'you');
  assert.equal(refusal(takenOver, completed), 'lease_lost');
  const released = transition(leased, { type: 'release', by: 'me' }, startMs + 2).attempt;
  assert.equal(released.lease, undefined);
  assert.equal(refusal(released, you), 'changed');
});

test('the deadline does not interrupt a redeem that began in time; the end of its lease does', () => {
  const approved = after(scan());
  const lastMs = approved.deadlineMs - 1;
  const leased = transition(approved, lease, lastMs).attempt;
  assert.equal(transition(leased, completed, lastMs + 5000).attempt.state, 'completed');
  assert.equal(settle(leased, lastMs + times.leaseMs).state, 'expired');
});

test('the digits of the first scan stay, also when a push is repeated', () => {
  const approved = after(scan({ chatDigits: '111111' }));
  assert.equal(approved.chatDigits, '111111');
  const again = transition(approved, scan({ chatDigits: '222222' }), startMs + 1);
  assert.equal(again.type, 'unchanged');
  assert.equal(again.attempt.chatDigits, '111111');
});

test('asking for the account gives the visitor ten minutes and releases the lease', () => {
  const binding = after(scan(), lease, asked);
  assert.equal(binding.state, 'binding');
  assert.equal(binding.lease, undefined);
  assert.equal(binding.identity?.unionid, 'u');
  assert.equal(binding.deadlineMs, startMs + 2 + times.bindingMs);
  assert.equal(settle(binding, binding.deadlineMs).state, 'expired');
});

test('a redeem leases only approved attempts, and a bind only those in binding', () => {
  const [approved, binding] = [after(scan()), after(scan(), lease, asked)];
  assert.equal(refusal(approved, leaseForBind), 'wrong_state');
  assert.equal(refusal(binding, lease), 'wrong_state');
  assert.equal(refusal(pending, leaseForBind), 'wrong_state');
  assert.equal(refusal(binding, leaseForBind), 'changed');
});

test('the third wrong digits end the attempt; a right proof after them is too late', () => {
  const start = after(scan(), lease, asked);
  let attempt = start;
  for (const [count, state] of [
    [1, 'binding'],
    [2, 'binding'],
    [3, 'failed'],
  ] as const) {
    attempt = transition(attempt, leaseForBind, startMs + 10).attempt;
    attempt = transition(attempt, wrong('chatDigits'), startMs + 11).attempt;
    assert.deepEqual([attempt.wrongChatDigits, attempt.state], [count, state]);
    assert.equal(attempt.lease, undefined);
  }
  assert.equal(attempt.reason, 'proof_failed');
  assert.equal(refusal(attempt, leaseForBind), 'gone');
});

test('the fifth wrong proof of an account ends the attempt; wrong digits are counted separately', () => {
  let attempt = after(scan(), lease, asked);
  const tried = ['account', 'chatDigits', 'account', 'chatDigits', 'account', 'account'] as const;
  for (const of of tried) {
    attempt = transition(attempt, leaseForBind, startMs + 10).attempt;
    attempt = transition(attempt, wrong(of), startMs + 11).attempt;
    assert.equal(attempt.state, 'binding');
  }
  attempt = transition(attempt, leaseForBind, startMs + 10).attempt;
  attempt = transition(attempt, wrong('account'), startMs + 11).attempt;
  assert.deepEqual([attempt.state, attempt.reason], ['failed', 'proof_failed']);
});

test('three verification codes per attempt, one per minute; the newest counts', () => {
  let attempt = after(scan(), lease, asked);
  let nowMs = startMs + 10;
  for (const digits of ['111111', '222222', '333333']) {
    const next: AttemptEvent = {
      type: 'verificationCodeSent',
      verificationCode: { ...sentCode, digits },
    };
    attempt = transition(attempt, next, nowMs).attempt;
    assert.deepEqual(attempt.verificationCode, { ...sentCode, digits, sentAtMs: nowMs });
    assert.equal(
      refusal(attempt, next, nowMs + times.verificationCodeEveryMs - 1),
      /3/.test(digits) ? 'too_many' : 'too_soon',
    );
    nowMs += times.verificationCodeEveryMs;
  }
  assert.equal(refusal(attempt, codeSent, nowMs + times.verificationCodeEveryMs), 'too_many');
  assert.equal(refusal(after(scan()), codeSent), 'wrong_state');
});

test('only the holder of the lease can record choices and a proof, and choices only in binding', () => {
  const binding = after(scan(), lease, asked);
  const held = transition(binding, leaseForBind, startMs + 10).attempt;
  for (const event of [choices, proven, wrong('account'), asked]) {
    assert.equal(refusal(binding, event), 'lease_lost', event.type);
    assert.equal(
      refusal({ ...held, lease: { by: 'you', untilMs: Infinity } }, event),
      'lease_lost',
    );
  }
  for (const event of [choices, wrong('account'), wrong('chatDigits')]) {
    assert.equal(refusal(after(scan(), lease), event), 'wrong_state', event.type);
  }
  const offered = transition(held, choices, startMs + 11).attempt;
  assert.deepEqual(offered.choices?.length, 1);
  assert.equal(offered.lease, undefined);
  assert.equal(transition(held, proven, startMs + 11).attempt.lease?.by, 'me');
});

test('an attempt that has ended keeps no verification code, no choices and no proof', () => {
  const binding = after(
    scan({ chatDigits: '111111' }),
    lease,
    asked,
    codeSent,
    leaseForBind,
    proven,
    choices,
  );
  assert.ok(binding.verificationCode && binding.choices && binding.proven);
  for (const ended of [
    transition(binding, { type: 'cancel' }, startMs + 20).attempt,
    settle(binding, binding.deadlineMs),
  ]) {
    assert.ok(isEnd(ended.state));
    assert.doesNotMatch(JSON.stringify(ended), /123456|example\.com|"One"/);
    assert.equal(ended.chatDigits, '111111', 'a repeated push still gets the same reply');
  }
});

// Biased: time mostly stands still, and events of a successful login are the most frequent.
const eventArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(scan(), ask(), ask('digits')) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      scan({ identity: other, pushKey: 'push 2' }),
      scan({ pushKey: 'push 3' }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(answer(), answer({ messageKey: 'message 2', isRight: false })),
  },
  { weight: 10, arbitrary: fc.constant(lease) },
  { weight: 5, arbitrary: fc.constant(asked) },
  { weight: 12, arbitrary: fc.constant(leaseForBind) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(codeSent, wrong('account'), wrong('chatDigits'), choices, proven),
  },
  { weight: 14, arbitrary: fc.constant(completed) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<AttemptEvent>(
      { type: 'presented', present: { type: 'qr', url: 'http://weixin.qq.com/q/1' } },
      { type: 'lease', by: 'you', from: 'approved' },
      { type: 'lease', by: 'you', from: 'binding' },
      { type: 'asked', by: 'you', unionid: undefined },
      { type: 'release', by: 'me' },
      { type: 'release', by: 'you' },
      { type: 'identified', by: 'me', unionid: 'u' },
      { type: 'completed', by: 'you', outcome },
      { ...answer(), identity: other },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<AttemptEvent>(
      { type: 'failed', reason: 'upstream_unavailable' },
      { type: 'refused', by: 'me', reason: 'upstream_unavailable' },
      deny(),
      deny({ identity: other }),
      { type: 'superseded' },
      { type: 'cancel' },
    ),
  },
);
const pauseArbitrary = fc.oneof(
  { weight: 24, arbitrary: fc.integer({ min: 0, max: 500 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400_000 }) },
);

test('events in any order and repetition keep the invariants', () => {
  const runs = { all: 0, completed: 0, bound: 0 };
  fc.assert(
    fc.property(
      fc.array(fc.tuple(eventArbitrary, pauseArbitrary), { minLength: 20, maxLength: 60 }),
      (events) => {
        let attempt = pending;
        let nowMs = startMs;
        let holder: string | undefined;
        let hasCompleted = false;
        let wasBound = false;
        for (const [event, pauseMs] of events) {
          nowMs += pauseMs;
          const before = settle(attempt, nowMs);
          assert.deepEqual(settle(before, nowMs), before, 'settling twice changes nothing more');
          const result = transition(attempt, event, nowMs);
          const next = result.attempt;
          if (result.type === 'changed') {
            assert.equal(isEnd(before.state), false, 'nothing leaves an end');
            assert.equal(next.rev, before.rev + 1, 'rev grows by one');
            if (event.type === 'lease') holder = event.by;
            attempt = next;
          } else {
            assert.deepEqual(next, before, 'a refused event changes nothing');
          }
          assert.ok(next.rev >= before.rev);
          if (before.identity) {
            assert.equal(next.identity?.openid, before.identity.openid, 'identity stays');
            assert.equal(next.pushKey, before.pushKey);
          }
          const isPast = before.state !== 'pending';
          assert.ok(!isPast || next.state !== 'pending', 'nothing goes back to pending');
          if (next.state === 'approved' || next.state === 'completed') assert.ok(next.identity);
          if (next.state === 'completed' && before.state !== 'completed') {
            assert.equal(event.type === 'completed' && event.by, holder, 'by the holder alone');
            assert.ok(before.state === 'approved' || before.state === 'binding');
            wasBound = before.state === 'binding';
            assert.equal(hasCompleted, false, 'once');
            hasCompleted = true;
          }
          if (next.state === 'binding' && before.state !== 'binding') {
            assert.equal(event.type === 'asked' && event.by, holder, 'asked by the holder alone');
            assert.equal(before.state, 'approved');
          }
          if (before.state === 'binding') {
            assert.ok(next.state === 'binding' || isEnd(next.state), 'binding leads to an end');
          }
          assert.ok((next.verificationCodesSent ?? 0) <= 3);
          assert.ok((next.wrongChatDigits ?? 0) < 3 || next.state === 'failed');
          assert.ok((next.wrongProofs ?? 0) < 5 || next.state === 'failed');
          if (isEnd(next.state)) {
            const { lease: held, verificationCode: left, choices: open, proven: known } = next;
            assert.deepEqual([held, left, open, known], Array(4).fill(undefined));
          }
          assert.ok(forgottenAtMs(next) > startMs);
          const { expiresIn } = snapshotOf(next, nowMs);
          assert.ok(expiresIn >= 0 && expiresIn <= 600 && Number.isInteger(expiresIn));
        }
        runs.all++;
        if (hasCompleted) runs.completed++;
        if (hasCompleted && wasBound) runs.bound++;
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(runs.completed >= runs.all / 3, `${runs.completed} of ${runs.all} runs completed`);
  assert.ok(runs.bound >= runs.all / 40, `${runs.bound} of ${runs.all} runs completed by a bind`);
});
