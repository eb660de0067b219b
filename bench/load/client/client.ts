/** A process that plays visitors, their phones and WeChat's pushes; for yardsticks, bare requests too. */
import {
  bareRequests,
  createBareStreams,
  type BareRequests,
  type BareWrites,
} from '../../backend/bare/client.js';
import { runChild, type ProcessKind } from '../../processes/child.js';
import type { World } from './browser.js';
import { createHttp, type Server } from './http.js';
import { loginsAtRate, loginsInLanes } from './logins.js';
import type { Rate } from './pace.js';
import { createPool } from './pool.js';
import { createTally, type Outcome } from '../tally.js';
import { connect, type Target } from './target.js';

export interface Client extends ProcessKind {
  readonly settings: {
    /** The number of this client's first person: no two clients may have the same persons. */
    readonly firstPerson: number;
    /** At most so many kept connections to each server. */
    readonly connections: number;
  };
  readonly asked: {
    /** Sets where the following logins go. Those who wait leave. */
    aim(target: Target): void;
    /** Visitors come until so many wait. */
    hold(waiting: number): Promise<Outcome>;
    loginsInLanes(options: { readonly count: number; readonly lanes: number }): Promise<Outcome>;
    /** Logins among those who wait. */
    loginsAtRate(rate: Rate): Promise<Outcome>;
    /** The requests of so many logins, with the same bodies, to a bare server. */
    bareRequests(options: BareRequests): Promise<Outcome>;
    /** Opens bare streams, until so many are open. */
    holdBare(options: { readonly server: Server; readonly waiting: number }): Promise<Outcome>;
    /** Writes events to bare streams. */
    bareWritesAtRate(options: BareWrites): Promise<Outcome>;
  };
}

await runChild<Client>(({ firstPerson, connections }) => {
  const http = createHttp(connections);
  const tally = createTally();
  const bareStreams = createBareStreams(http, tally);
  let person = firstPerson;
  const nextPerson = (): number => person++;
  let aimed: ReturnType<typeof aimAt> | undefined;

  function aimAt(target: Target) {
    const world: World = { target, connection: connect(http, target), tally };
    return { world, pool: createPool(world, nextPerson) };
  }

  function where() {
    if (!aimed) throw new Error('Call `aim` first.');
    return aimed;
  }

  const measure = async (run: () => Promise<void>): Promise<Outcome> => {
    // What has happened to those who wait since the last run belongs to no run.
    const { failed } = tally.take();
    await run();
    const outcome = tally.take();
    return { ...outcome, failed: { ...failed, ...outcome.failed } };
  };

  return Promise.resolve({
    started: {},
    asked: {
      aim(target) {
        aimed?.pool.empty();
        aimed = aimAt(target);
      },
      hold: (waiting) => measure(() => where().pool.fill(waiting)),
      loginsInLanes: (options) => measure(() => loginsInLanes(where().world, nextPerson, options)),
      loginsAtRate: (rate) =>
        measure(() => loginsAtRate(where().world, where().pool, nextPerson, rate)),
      bareRequests: (options) => measure(() => bareRequests(http, tally, options)),
      holdBare: ({ server, waiting }) => measure(() => bareStreams.fill(server, waiting)),
      bareWritesAtRate: (options) => measure(() => bareStreams.writeAtRate(options)),
    },
  });
});
