/** The cookies of attempts never fill the `Cookie` header of a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAttemptCookies } from '../../../src/server/http/attempt-cookie.js';
import { createHarness, type HarnessOptions, type Tab } from '../../support/server/harness.js';

/** A browser that opens pages, and keeps cookies as browsers do: oldest first, for half an hour. */
function createBrowser(options: HarnessOptions = {}) {
  const harness = createHarness({ limits: { createsPerMinute: 10_000 }, ...options });
  const { clock, open, redeem, call, bearer } = harness;
  const jar = new Map<string, { value: string; endsAtMs: number }>();

  function cookie(): string {
    const live = [...jar].filter(([, { endsAtMs }]) => clock.nowMs < endsAtMs);
    return live.map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  function keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = '', maxAgeS] =
        /^([^=]+)=([^;]*).*?; Max-Age=(\d+)/.exec(line) ?? assert.fail(line);
      if (maxAgeS === '0') jar.delete(name);
      else jar.set(name, { value, endsAtMs: clock.nowMs + Number(maxAgeS) * 1000 });
    }
  }

  const openPage = async (): Promise<Tab> => {
    const tab = await open({}, { cookie: cookie() });
    keep(tab.created.setCookies);
    return tab;
  };

  return {
    ...harness,
    jar,
    cookie,
    keep,
    openPage,
    has: ({ id }: Tab): boolean => cookie().includes(id),
    redeem: (tab: Tab) => redeem(tab, { cookie: cookie() }),
    cancel: ({ id, chain }: Tab) => call('DELETE', `/attempts/${id}`, undefined, bearer(chain.key)),
  };
}

test('the Cookie header stays short over 174 page views in half an hour', async () => {
  const { openPage, cookie, clock, has } = createBrowser();
  for (let view = 0; view < 174; view++) {
    const tab = await openPage();
    assert.ok(has(tab), 'the newest is always there');
    assert.ok(cookie().length < 1024, `${cookie().length} bytes`);
    clock.nowMs += 10_000;
  }
});

test('create clears the cookies of attempts that have ended, and keeps the others', async () => {
  const { openPage, scan, has, cancel, redeem, clock } = createBrowser();
  const [expired, cancelled, signedIn] = [await openPage(), await openPage(), await openPage()];
  await cancel(cancelled);
  await scan(signedIn.scene);
  assert.equal((await redeem(signedIn)).status, 200);
  const waiting = await openPage();
  assert.deepEqual([expired, cancelled, signedIn, waiting].map(has), [true, false, true, true]);
  // The answer of the redeem may have been lost: its repetition needs the cookie for a minute.
  assert.equal((await redeem(signedIn)).status, 200);
  clock.nowMs += 70_000;
  await openPage();
  assert.equal(has(signedIn), false);
  clock.nowMs += 200_000;
  await openPage();
  assert.deepEqual([expired, waiting].map(has), [false, false]);
  const last = await openPage();
  // The store has forgotten it by then.
  clock.nowMs += 1_000_000;
  await openPage();
  assert.equal(has(last), false);
});

test('above twelve, create clears the oldest, but those that were scanned last', async () => {
  const { openPage, scan, has, redeem } = createBrowser();
  const tabs: Tab[] = [];
  for (let page = 0; page < 12; page++) tabs.push(await openPage());
  assert.ok(tabs.every(has));
  await scan(tabs[0]?.scene ?? '');
  await openPage();
  await openPage();
  assert.deepEqual(tabs.map(has), [true, false, false, ...Array<boolean>(9).fill(true)]);
  assert.equal((await redeem(tabs[0] ?? assert.fail())).status, 200);
  // A page whose cookie is gone gets the answer to which it creates a new attempt.
  await scan(tabs[1]?.scene ?? '', { openid: 'oOther' });
  const gone = await redeem(tabs[1] ?? assert.fail());
  assert.deepEqual([gone.status, gone.body['code']], [404, 'not_found']);
});

test('a jar that is full of old cookies is cleared bit by bit, without a long response', async () => {
  const { openPage, jar, clock } = createBrowser();
  const value = 'x'.repeat(43);
  for (let old = 0; old < 90; old++) {
    jar.set(`__Host-wml-${String(old).padStart(22, 'A')}`, { value, endsAtMs: Infinity });
  }
  for (let view = 0; view < 6; view++) {
    const { setCookies } = (await openPage()).created;
    assert.ok(setCookies.join('Set-Cookie: \r\n').length < 3000);
    clock.nowMs += 1000;
  }
  assert.equal(jar.size, 6);
});

test('other cookies are left alone, and names that cannot be ours are not repeated', async () => {
  const { openPage, jar } = createBrowser();
  const others = ['session', 'wml-AAAAAAAAAAAAAAAAAAAAAA', '__Host-wml-short', '__Host-wml-'];
  const odd = ['__Host-wml-AAAAAAAAAAAAAAAAAAAA<>', `__Host-wml-${'A'.repeat(65)}`];
  for (const name of [...others, ...odd]) jar.set(name, { value: 'x', endsAtMs: Infinity });
  const { created } = await openPage();
  assert.equal(created.setCookies.length, 1);
  assert.equal(jar.size, others.length + odd.length + 1);
});

test('cookies of development on plain http are recognized as well, but not those of https', () => {
  const id = 'AAAAAAAAAAAAAAAAAAAAAA';
  const header = `wml-${id}=x; __Host-wml-${id.replace('A', 'B')}=x; wml-${id}=y`;
  assert.deepEqual(createAttemptCookies(false).ids(header), [id]);
  assert.deepEqual(createAttemptCookies(true).ids(header), [id.replace('A', 'B')]);
});

test('a page whose answer breaks off after its headers gets the same answer again, for a minute', async () => {
  const { openPage, scan, keep, redeem, clock } = createBrowser();
  const tab = await openPage();
  await scan(tab.scene);
  const lost = await redeem(tab);
  keep(lost.setCookies);
  clock.nowMs += 59_000;
  const again = await redeem(tab);
  assert.equal(again.status, 200);
  assert.deepEqual(again.body, lost.body);
  clock.nowMs += 2000;
  assert.equal((await redeem(tab)).status, 404);
});
