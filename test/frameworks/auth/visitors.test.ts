/** Two visitors at once: better-auth keeps one context for all requests, and nobody may get what is another's. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seeds as allSeeds } from './support/slow-database.js';
import { createSite, type Visitor } from './support/site.js';

const seeds = allSeeds.slice(0, 4);

type Site = Awaited<ReturnType<typeof createSite>>;

/** Both users of a site: Kim has confirmed the login, Lee is new and has not. */
interface Two {
  readonly site: Site;
  readonly kim: Visitor;
  readonly kimId: string;
  readonly lee: Visitor;
  readonly leeId: string;
}

async function createTwo(seed: number): Promise<Two> {
  const site = await createSite({
    seed,
    auth: { user: { changeEmail: { enabled: true, updateEmailWithoutVerification: true } } },
  });
  await site.simulator.phone.addPerson('Lee');
  const [kim, lee] = [site.createVisitor(), site.createVisitor()];
  await kim.signIn(0);
  assert.equal((await kim.post('/sign-out')).status, 200);
  const [kimId, leeId] = await Promise.all([kim.signIn(0), lee.signIn(1)]);
  assert.notEqual(kimId, leeId);
  return { site, kim, kimId, lee, leeId };
}

/** Calls both several times, one after the other, and waits for all answers. */
const interleave = <T>(one: () => Promise<T>, other: () => Promise<T>): Promise<[T, T][]> =>
  Promise.all([0, 1, 2].map(() => Promise.all([one(), other()])));

/** What each of two calls says of one visitor and of the other, in all orders of the database. */
function testTwo(title: string, run: (two: Two, seed: number) => Promise<void>): void {
  test(title, async () => {
    for (const seed of seeds) await run(await createTwo(seed), seed);
  });
}

const status = async (response: Promise<Response>): Promise<number> => (await response).status;

/** The status of a call of `auth.api`. */
const called = (call: Promise<unknown>): Promise<number> =>
  call.then(
    () => 200,
    (error: unknown) => (error as { readonly statusCode: number }).statusCode,
  );

describe('of two visitors at once, each gets their own', () => {
  testTwo('session, by HTTP and by auth.api', async ({ site, kim, kimId, lee, leeId }, seed) => {
    const ask = async (visitor: Visitor): Promise<string> =>
      JSON.stringify(await (await visitor.send('/get-session')).json());
    for (const [ofKim, ofLee] of await interleave(
      () => ask(kim),
      () => ask(lee),
    )) {
      assert.ok(ofKim.includes(kimId) && !ofKim.includes(leeId), `seed ${seed}`);
      assert.ok(ofLee.includes(leeId) && !ofLee.includes(kimId), `seed ${seed}`);
    }
    const call = async (visitor: Visitor) =>
      (await site.auth.api.getSession({ headers: visitor.headers() }))?.user.id;
    for (const ids of await interleave(
      () => call(kim),
      () => call(lee),
    )) {
      assert.deepEqual(ids, [kimId, leeId], `seed ${seed}`);
    }
  });

  testTwo('list of linked WeChat users, and nobody signed out gets any', async (two, seed) => {
    const { site, kim, kimId, lee, leeId } = two;
    const { internalAdapter } = await site.auth.$context;
    const rowOf = async (id: string) => (await internalAdapter.findAccounts(id))[0]?.id;
    const list = async (visitor: Visitor): Promise<string> =>
      (await visitor.send('/wechat-mp/identities')).text();
    const nobody = site.createVisitor();
    const [kimRow, leeRow] = [await rowOf(kimId), await rowOf(leeId)];
    for (const [ofKim, ofLee] of await interleave(
      () => list(kim),
      () => list(lee),
    )) {
      assert.ok(ofKim.includes(String(kimRow)) && !ofKim.includes(String(leeRow)), `seed ${seed}`);
      assert.ok(ofLee.includes(String(leeRow)) && !ofLee.includes(String(kimRow)), `seed ${seed}`);
    }
    const answers = await interleave(
      () => status(kim.send('/wechat-mp/identities')),
      () => status(nobody.send('/wechat-mp/identities')),
    );
    for (const statuses of answers) assert.deepEqual(statuses, [200, 403], `seed ${seed}`);
  });

  testTwo('confirmation: only the unconfirmed one is refused', async (two, seed) => {
    const { site, kim, lee } = two;
    let count = 0;
    const body = () => ({ newEmail: `${seed}-${count++}@example.com` });
    const ask = (visitor: Visitor) => () => status(visitor.post('/change-email', body()));
    for (const statuses of await interleave(ask(kim), ask(lee))) {
      assert.deepEqual(statuses, [200, 403], `seed ${seed}`);
    }
    const call = (visitor: Visitor) => () =>
      called(site.auth.api.changeEmail({ headers: visitor.headers(), body: body() }));
    for (const statuses of await interleave(call(kim), call(lee))) {
      assert.deepEqual(statuses, [200, 403], `seed ${seed}`);
    }
  });

  testTwo('session from a redeem, and from a step-up', async (two, seed) => {
    const { site, kimId, leeId } = two;
    const [kim, lee] = [site.createVisitor(), site.createVisitor()];
    for (const purpose of ['login', 'step-up']) {
      const scans = [await kim.scan(0, purpose), await lee.scan(1, purpose)] as const;
      const statuses = await Promise.all([
        status(kim.redeem(scans[0])),
        status(lee.redeem(scans[1])),
      ]);
      assert.deepEqual(statuses, [200, 200], `seed ${seed}`);
      const ids = [(await kim.session())?.user.id, (await lee.session())?.user.id];
      assert.deepEqual(ids, [kimId, leeId], `seed ${seed}`);
    }
  });

  testTwo('link and unlink', async ({ site, kim, kimId }, seed) => {
    await site.simulator.phone.addPerson('Mia');
    const ben = site.createVisitor();
    const benId = await ben.signUp('ben');
    const attempt = await ben.scan(2, 'link');
    const [redeemed] = await Promise.all([ben.redeem(attempt), kim.send('/wechat-mp/identities')]);
    assert.equal(redeemed.status, 200, `seed ${seed}`);
    const { internalAdapter } = await site.auth.$context;
    const rows = async (id: string) =>
      (await internalAdapter.findAccounts(id)).filter(
        ({ providerId }) => providerId === 'wechat-mp',
      );
    const [kimRow] = await rows(kimId);
    const unlink = (visitor: Visitor, id = '') =>
      status(visitor.send(`/wechat-mp/identities/${id}`, { method: 'DELETE' }));
    // Nobody unlinks another's, whoever else asks at the moment.
    const list = async () => (await kim.send('/wechat-mp/identities')).text();
    for (let round = 0; round < 3; round++) {
      const [answer, listed] = await Promise.all([unlink(ben, kimRow?.id), list()]);
      assert.equal(answer, 404, `seed ${seed}`);
      assert.ok(listed.includes(String(kimRow?.id)), `seed ${seed}`);
    }
    assert.deepEqual((await rows(kimId)).length, 1, `seed ${seed}`);
    assert.ok((await rows(benId)).length <= 1, `seed ${seed}`);
  });

  testTwo('sign-out, which forgets only their browser', async (two, seed) => {
    const { site, kim, kimId, lee, leeId } = two;
    const copy = lee.headers();
    const [out] = await Promise.all([
      status(kim.post('/sign-out')),
      status(lee.send('/wechat-mp/identities')),
      called(site.auth.api.getSession({ headers: copy })),
    ]);
    assert.equal(out, 200);
    assert.deepEqual(
      [await kim.session(), (await lee.session())?.user.id],
      [null, leeId],
      `seed ${seed}`,
    );
    const again = await kim.signIn(0);
    assert.equal(again, kimId);
    const [answer] = await Promise.all([
      site.auth.api.signOut({ headers: kim.headers(), returnHeaders: true }),
      site.auth.api.getSession({ headers: lee.headers() }),
    ]);
    kim.keep(answer.headers.getSetCookie());
    assert.deepEqual(
      [await kim.session(), (await lee.session())?.user.id],
      [null, leeId],
      `seed ${seed}`,
    );
  });

  testTwo('end of other sessions', async ({ site, kim, lee, leeId }, seed) => {
    const [kimToo, leeToo] = [site.createVisitor(), site.createVisitor()];
    await Promise.all([kimToo.signIn(0), leeToo.signIn(1)]);
    await Promise.all([
      site.auth.api.revokeOtherSessions({ headers: kim.headers() }),
      site.auth.api.getSession({ headers: lee.headers() }),
      lee.send('/wechat-mp/identities'),
    ]);
    const sessions = await Promise.all([kimToo.session(), leeToo.session()]);
    assert.deepEqual(
      sessions.map((each) => each?.user.id),
      [undefined, leeId],
      `seed ${seed}`,
    );
  });
});
