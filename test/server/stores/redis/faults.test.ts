/** What the store keeps, tells and loses when Redis or its connections fail. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { newAttempt } from '../../../../src/conformance/store/kit.js';
import { randomToken } from '../../../../src/protocol/chain.js';
import type { Attempt } from '../../../../src/server/attempts/attempt.js';
import { forgottenAtMs } from '../../../../src/server/attempts/transition.js';
import { createRedisStore, type RedisClientLike } from '../../../../src/server/redis.js';
import {
  openIoredis,
  openIoredisSentinel,
  openNodeRedis,
  openNodeRedisSentinel,
  type OpenClient,
} from '../../../support/redis/clients.js';
import {
  hasRedis,
  howToGetRedis,
  startRedis,
  startSentinel,
} from '../../../support/redis/server.js';
import { createHarness } from '../../../support/server/harness.js';
import { until } from '../../../support/until.js';

const log = (): undefined => undefined;

/** Tries again until the store answers, as a page does. */
async function served<T>(call: () => Promise<T>): Promise<T> {
  for (const endMs = performance.now() + 30_000; performance.now() < endMs;) {
    try {
      return await call();
    } catch (error) {
      assert.ok(error instanceof Error);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error('Redis did not come back');
}

const next = (attempt: Attempt, rev: number): Attempt => ({ ...attempt, rev });

if (!hasRedis) {
  test('faults of Redis', { skip: howToGetRedis });
} else {
  const server = await startRedis('--appendonly', 'yes', '--appendfsync', 'always');
  after(() => server.close());
  const clients: OpenClient[] = [];
  const use = (opened: OpenClient): RedisClientLike => {
    clients.push(opened);
    return opened.client;
  };
  after(async () => {
    for (const { close } of clients) await close();
  });

  for (const [name, open] of [
    ['redis', () => openNodeRedis(server)],
    ['ioredis', () => Promise.resolve(openIoredis(server))],
  ] as const) {
    const prefix = `faults-${name}`;
    const openStore = async () => createRedisStore({ client: use(await open()), prefix, log });

    test(`${name}: a change made while no connection listens arrives, and so do those after it`, async () => {
      const [one, other] = [await openStore(), await openStore()];
      const attempt = newAttempt(Date.now());
      await one.create(attempt);
      const seen: number[] = [];
      const stop = other.subscribe(attempt.id, (next) => next && seen.push(next.rev), 0);
      for (let rev = 1; rev <= 3; rev++) {
        server.ask('CLIENT', 'KILL', 'TYPE', 'pubsub');
        await one.advance(attempt.id, rev - 1, next(attempt, rev));
        await until(() => seen.at(-1) === rev);
      }
      stop();
      await Promise.all([one.close?.(), other.close?.()]);
    });

    test(`${name}: a server that has forgotten the scripts gets them again`, async () => {
      const store = await openStore();
      const attempt = newAttempt(Date.now());
      await store.create(attempt);
      assert.equal(await store.advance(attempt.id, 0, next(attempt, 1)), true);
      server.ask('SCRIPT', 'FLUSH');
      assert.equal(await store.advance(attempt.id, 1, next(attempt, 2)), true);
      const limit = { key: randomToken(6), max: 1, windowMs: 60_000 };
      assert.equal((await store.counters?.count([limit]))?.[0]?.retryAfterMs, 0);
      await store.close?.();
    });

    test(`${name}: kill -9 of a Redis that writes to its disk loses nothing, and nothing is written twice`, async () => {
      const [one, other] = [await openStore(), await openStore()];
      const attempt = newAttempt(Date.now());
      await one.create(attempt);
      await one.records?.set('record', 0, { n: 1 }, Date.now() + 600_000);
      const seen: number[] = [];
      const stop = other.subscribe(attempt.id, (next) => next && seen.push(next.rev), 0);
      await one.advance(attempt.id, 0, next(attempt, 1));
      await server.crash();
      const writing = Promise.allSettled([
        one.advance(attempt.id, 1, { ...attempt, rev: 2, reason: 'one' }),
        other.advance(attempt.id, 1, { ...attempt, rev: 2, reason: 'other' }),
      ]);
      await server.start();
      const answers = (await writing).map(
        (answer) => answer.status === 'fulfilled' && answer.value,
      );
      assert.ok(answers.filter(Boolean).length <= 1, 'never both');
      const stored = await served(() => one.get(attempt.id));
      assert.ok(stored && stored.rev >= 1, 'what was answered is there');
      const winner = ['one', 'other'][answers.indexOf(true)];
      if (winner !== undefined) assert.equal(stored.reason, winner);
      assert.deepEqual(await served(async () => one.records?.get('record')), {
        ...{ record: { n: 1 }, rev: 1 },
      });
      await served(() => one.advance(attempt.id, stored.rev, next(attempt, 9)));
      await until(() => seen.at(-1) === 9, 'the listener goes on');
      stop();
      await Promise.all([one.close?.(), other.close?.()]);
    });
  }

  test('a client that loses the answer and sends the command once more is told of its own success', async () => {
    const { client, close } = openIoredis(server);
    const calls = client as unknown as { call(...args: string[]): Promise<unknown> };
    const twice = Object.assign(Object.create(client) as RedisClientLike, {
      async call(...args: string[]): Promise<unknown> {
        const first = await calls.call(...args);
        return args[0] === 'EVALSHA' || args[0] === 'SET' ? calls.call(...args) : first;
      },
    });
    const store = createRedisStore({ client: twice, prefix: randomToken(6), log });
    const attempt = newAttempt(Date.now());
    assert.equal((await store.create(attempt)).created, true);
    assert.equal(await store.advance(attempt.id, 0, next(attempt, 1)), true);
    assert.equal(await store.advance(attempt.id, 0, next(attempt, 1)), false, 'another write');
    assert.equal(await store.records?.set('a', 0, { n: 1 }, Date.now() + 60_000), true);
    assert.equal(await store.records?.set('a', 0, { n: 1 }, Date.now() + 60_000), false);
    await close();
  });

  test('a store that answers late: what comes after the change of another instance changes nothing', async () => {
    const { client, close } = openIoredis(server);
    const calls = client as unknown as { call(...args: string[]): Promise<unknown> };
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const late = Object.assign(Object.create(client) as RedisClientLike, {
      async call(...args: string[]): Promise<unknown> {
        await released;
        return calls.call(...args);
      },
    });
    const prefix = randomToken(6);
    const slow = createRedisStore({ client: late, prefix, log });
    const quick = createRedisStore({ client, prefix, log });
    const attempt = newAttempt(Date.now());
    await quick.create(attempt);
    // The backend has given these up, and the page has asked another instance.
    const again = newAttempt(Date.now(), { challenge: attempt.challenge });
    const given = Promise.all([
      slow.advance(attempt.id, 0, { ...attempt, rev: 1, reason: 'slow' }),
      slow.records?.set('a', 0, { by: 'slow' }, Date.now() + 60_000),
      slow.create(again),
    ]);
    await quick.advance(attempt.id, 0, { ...attempt, rev: 1, reason: 'quick' });
    await quick.records?.set('a', 0, { by: 'quick' }, Date.now() + 60_000);
    release();
    const [isAdvanced, isSet, created] = await given;
    assert.deepEqual([isAdvanced, isSet, created.created], [false, false, false]);
    assert.equal(created.attempt.id, attempt.id);
    assert.equal((await quick.get(attempt.id))?.reason, 'quick');
    assert.deepEqual((await quick.records?.get('a'))?.record, { by: 'quick' });
    await close();
  });

  for (const [name, open] of [
    ['redis', openNodeRedisSentinel],
    ['ioredis', openIoredisSentinel],
  ] as const) {
    test(`${name}: when Sentinel makes the replica the primary, logins under way go on`, async () => {
      const sentinel = await startSentinel();
      const opened = await open(sentinel);
      const store = createRedisStore({ client: opened.client, log });
      const attempt = newAttempt(Date.now());
      const seen: number[] = [];
      try {
        await store.create(attempt);
        const stop = store.subscribe(attempt.id, (next) => next && seen.push(next.rev), 0);
        await store.advance(attempt.id, 0, next(attempt, 1));
        await until(() => sentinel.replica.ask('GET', keyOf(attempt)).startsWith('1 '));
        await sentinel.primary.crash();
        const rev = await served(async () => {
          const stored = await store.get(attempt.id);
          assert.ok(stored);
          assert.ok(await store.advance(attempt.id, stored.rev, next(attempt, stored.rev + 1)));
          return stored.rev + 1;
        });
        assert.ok(rev >= 2);
        await until(() => seen.at(-1) === rev);
        assert.equal((await store.byScene(attempt.scene))?.rev, rev);
        stop();
      } finally {
        await store.close?.();
        await opened.close();
        await sentinel.close();
      }
    });
  }

  test('a full memory refuses new attempts, and those under way end', async () => {
    const own = await startRedis('--maxmemory-policy', 'noeviction');
    const { client, close } = openIoredis(own);
    const store = createRedisStore({ client, log });
    const attempt = newAttempt(Date.now());
    await store.create(attempt);
    own.ask('CONFIG', 'SET', 'maxmemory', '1');
    await assert.rejects(store.create(newAttempt(Date.now())), { code: 'rate_limited' });
    assert.equal(await store.advance(attempt.id, 0, next(attempt, 1)), true);
    assert.equal((await store.get(attempt.id))?.rev, 1);
    assert.equal(await store.records?.set('a', 0, { n: 1 }, Date.now() + 60_000), true);
    const limit = { key: 'a', max: 1, windowMs: 60_000 };
    assert.equal((await store.counters?.count([limit]))?.[0]?.retryAfterMs, 0);
    await store.close?.();
    await close();
    await own.close();
  });

  test('a login leaves only keys that expire, and no secret in keys, values or notifications', async () => {
    const own = await startRedis();
    const { client, close } = openIoredis(own);
    const listener = openIoredis(own).client as unknown as {
      psubscribe(pattern: string): Promise<unknown>;
      on(event: string, listener: (...args: string[]) => void): unknown;
      disconnect(): void;
    };
    await listener.psubscribe('*');
    const messages: string[] = [];
    listener.on('pmessage', (_, channel = '', message = '') =>
      messages.push(`${channel} ${message}`),
    );
    const store = createRedisStore({ client, log });
    const keys: string[] = [];
    const sessions = {
      open: (_: unknown, { key }: { key: string }) => {
        keys.push(key);
        return Promise.resolve({
          setCookies: [`session=secret-cookie-${key}; Path=/`],
          sessionCode: `secret-code-${key}`,
        });
      },
    };
    const { clock, open, scan, redeem } = createHarness({ store, sessions });
    clock.nowMs = Date.now();
    const tab = await open();
    const openid = `oSecret${randomToken(12)}`;
    await scan(tab.scene, { openid });
    assert.equal((await redeem(tab)).status, 200);

    const names = own.ask('KEYS', '*').split('\n');
    assert.ok(names.length >= 3);
    const dayMs = 24 * 60 * 60_000;
    for (const name of names) {
      // By which processes compare their secrets, as long as these protect anything.
      const longestMs = (name.endsWith(':record:secrets') ? 90 : 15) * dayMs;
      const leftMs = Number(own.ask('PTTL', name));
      // It has expired since. -1 would say that it never does.
      if (leftMs === -2) continue;
      assert.ok(leftMs > 0 && leftMs < longestMs, `${name} expires in ${leftMs} ms`);
    }
    const values = names.map((name) =>
      own.ask('TYPE', name) === 'hash' ? own.ask('HGETALL', name) : own.ask('GET', name),
    );
    const all = [...names, ...values, ...messages].join('\n');
    const [key = ''] = keys;
    const cookie = tab.cookie.split('=')[1] ?? '';
    for (const secret of [key, 'secret-', tab.chain.verifier, tab.chain.key, cookie]) {
      assert.ok(secret.length > 6);
      assert.ok(!all.includes(secret), secret);
    }
    await until(() => messages.length > 0);
    for (const message of messages)
      assert.match(message, /^wechat-mp-login:changes \d+ [\w-]{22}$/);
    assert.ok(!messages.join().includes(openid));
    listener.disconnect();
    await store.close?.();
    await close();
    await own.close();
  });

  test('the permissions in docs/redis.md are enough', async () => {
    const [, rules = ''] =
      /`(~wechat-mp-login:\*[^`]*)`/.exec(await readFile('docs/redis.md', 'utf8')) ?? [];
    const connecting = ['+hello', '+client', '+ping', '+info'];
    server.ask('ACL', 'SETUSER', 'shop', 'on', '>secret', ...rules.split(' '), ...connecting);
    const url = server.url.replace('//', '//shop:secret@');
    for (const { client, close } of [await openNodeRedis({ url }), openIoredis({ url })]) {
      const [store, other] = [createRedisStore({ client, log }), createRedisStore({ client, log })];
      const attempt = newAttempt(Date.now());
      await store.create(attempt);
      await store.create(newAttempt(Date.now(), { challenge: attempt.challenge }));
      const seen: number[] = [];
      const stop = other.subscribe(attempt.id, (next) => next && seen.push(next.rev), 0);
      assert.equal(await store.advance(attempt.id, 0, next(attempt, 1)), true);
      await until(() => seen.length > 0);
      stop();
      const limit = { key: randomToken(6), max: 1, windowMs: 60_000 };
      const [counted] = (await store.counters?.count([limit])) ?? [];
      await store.counters?.giveBack(limit, counted?.slot ?? 0);
      await store.records?.set(randomToken(6), 0, { n: 1 }, Date.now() + 60_000);
      assert.ok(await store.now?.());
      assert.equal(await store.byScene(attempt.scene).then((found) => found?.rev), 1);
      await Promise.all([store.close?.(), other.close?.()]);
      await close();
    }
  });

  test('each key of an attempt expires, those that lead to it not before it', async () => {
    const { client, close } = openIoredis(server);
    const prefix = randomToken(6);
    const store = createRedisStore({ client, prefix, log });
    const attempt = newAttempt(Date.now());
    await store.create(attempt);
    // A loser of the same challenge leaves nothing.
    await store.create(newAttempt(Date.now(), { challenge: attempt.challenge }));
    const names = server.ask('KEYS', `*${prefix}*`).split('\n');
    assert.equal(names.length, 3);
    for (const name of names) {
      const atMs = Number(server.ask('PEXPIRETIME', name));
      assert.ok(atMs >= forgottenAtMs(attempt), name);
    }
    await store.close?.();
    await close();
  });
}

/** As docs/redis.md describes it. */
function keyOf({ id }: Attempt): string {
  return `{wechat-mp-login:${id.slice(0, 1)}}:attempt:${id}`;
}
