/**
 * Random walks through the whole backend: people scan, confirm, deny, link and unlink in several browsers, in any
 * order and at once. After each step, a model that knows nothing of the backend's code says who may be signed in
 * where (test/support/server/walks/oracle.ts). A failure prints its seed and a short walk that fails.
 *
 * `WALK_SEED=7 WALKS=100` in the environment takes other walks.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPatched, type Patch } from '../support/conformance/patched-server.js';
import {
  digitsApprove,
  twoAttemptsLive,
  unconfirmedMayLink,
} from '../support/conformance/patches.js';
import { describe, shorten, takeWalks, walkAlong } from '../support/server/walks/find-failure.js';
import type { Step } from '../support/server/walks/steps.js';

interface BrokenBackend {
  readonly what: string;
  readonly patches: readonly Patch[];
  /** One of the first two walks of this seed notices it. */
  readonly seed: number;
  readonly says: RegExp;
}

const undoLogin = 'server/endpoints/logins/undo-login.ts';

const broken: readonly BrokenBackend[] = [
  {
    what: 'digits approve by themselves',
    seed: 3,
    says: /digits alone have signed somebody in/,
    patches: digitsApprove,
  },
  {
    what: 'a session that nobody confirmed may link and unlink',
    seed: 3,
    says: /without the right to it|nobody confirmed has unlinked/,
    patches: unconfirmedMayLink,
  },
  {
    what: 'two attempts of one person live',
    seed: 3,
    says: /live attempts of/,
    patches: twoAttemptsLive,
  },
  {
    what: 'Not me leaves the browsers known',
    seed: 11,
    says: /without the right to it/,
    patches: [
      { file: undoLogin, from: 'changeLogin({ ...record, browsers }', to: 'changeLogin(record' },
    ],
  },
  {
    what: 'Not me leaves the links',
    seed: 29,
    says: /the account of/,
    patches: [{ file: undoLogin, from: 'inTime(unlinkAgain(backend, record))', to: 'undefined' }],
  },
  {
    what: 'Not me does not link again whom the session has unlinked',
    seed: 33,
    says: /the account of/,
    patches: [{ file: undoLogin, from: 'inTime(linkAgain(backend, record))', to: 'undefined' }],
  },
];

/** Walks that found a fault once. */
const kept: Readonly<Record<string, readonly Step[]>> = {
  'a session renewed by another person of the account outlives Not me': [
    { do: 'signIn', browser: 1, by: 'known', purpose: 'login' },
    { do: 'signIn', browser: 1, by: 'newToo', purpose: 'link' },
    { do: 'signIn', browser: 1, by: 'known', purpose: 'login' },
    { do: 'signIn', browser: 1, by: 'newToo', purpose: 'step-up' },
    { do: 'notMe', by: 'known', reply: 0, typed: false },
  ],
};

const { WALK_SEED, WALKS } = process.env;
const walks = WALK_SEED
  ? [{ seed: Number(WALK_SEED), count: Number(WALKS ?? 20) }]
  : [{ seed: 1, count: 12 }, ...[3, 11, 29, 33].map((seed) => ({ seed, count: 2 }))];

for (const { seed, count } of walks) {
  test(`${count} random walks from seed ${seed} sign in nobody as somebody else`, async () => {
    const { failure, reached } = await takeWalks({ seed, count });
    assert.ok(!failure, failure && describe(await shorten(failure), seed));
    if (count < 10) return;
    // A walk on which nothing happens shows nothing.
    for (const what of ['signedIn', 'linked', 'undone']) assert.ok(reached[what], what);
  });
}

for (const [name, steps] of Object.entries(kept)) {
  test(`a walk that was a fault: ${name}`, async () => {
    const failure = await walkAlong(steps);
    assert.equal(failure?.error.message, undefined);
  });
}

for (const { what, patches, seed, says } of broken) {
  test(`the walks notice: ${what}`, async () => {
    const { createWechatMpLogin } = await loadPatched(patches);
    const { failure } = await takeWalks({ seed, count: 2 }, createWechatMpLogin);
    assert.match(failure?.error.message ?? 'nothing was noticed', says);
  });
}
