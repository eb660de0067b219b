/** Whole logins: one after the other in lanes, or at a rate among visitors who wait. */
import type { World } from './browser.js';
import { atRate, inLanes, type Rate } from './pace.js';
import type { Pool } from './pool.js';
import { LoadError } from '../tally.js';
import { arrive } from './visitor.js';

/** Create, push, redeem: the requests of a login without its stream. */
export async function loginsInLanes(
  world: World,
  nextPerson: () => number,
  { count, lanes }: { readonly count: number; readonly lanes: number },
): Promise<void> {
  await inLanes(count, lanes, async () => {
    try {
      const visitor = await arrive(world, nextPerson());
      await visitor.scan();
      await visitor.redeem();
      world.tally.signedIn();
    } catch (error) {
      world.tally.failed(error);
    }
  });
}

/**
 * Draws somebody from the pool at each of the times, who scans and is signed in; somebody else comes
 * instead. Measures from the time at which the scan was to happen: `push to page` until the page knows,
 * `login` until the visitor is signed in.
 */
export async function loginsAtRate(
  world: World,
  pool: Pool,
  nextPerson: () => number,
  rate: Rate,
): Promise<void> {
  const { tally } = world;
  const wanted = pool.size;
  await atRate(rate, async (intendedAtMs) => {
    const drawn = pool.draw();
    const coming = pool.fill(wanted);
    let visitor = drawn;
    try {
      if (!visitor) {
        tally.retried(new LoadError('nobody waited'));
        visitor = await arrive(world, nextPerson());
        await visitor.follow();
      }
      const scanAtMs = drawn ? intendedAtMs : performance.now();
      const approved = visitor.approved();
      approved.then(
        () => tally.took('push to page', performance.now() - scanAtMs),
        () => undefined,
      );
      await Promise.all([visitor.scan(), approved]);
      await visitor.redeem();
      tally.took('login', performance.now() - intendedAtMs);
      tally.signedIn();
    } catch (error) {
      tally.failed(error);
    } finally {
      visitor?.leave();
    }
    await coming;
  });
}
