/** Visitors who look at a QR code and wait, with open streams. */
import type { World } from './browser.js';
import { inLanes } from './pace.js';
import { LoadError } from '../tally.js';
import { arrive, type Visitor } from './visitor.js';

export interface Pool {
  /** Lets visitors come until so many wait. Those who cannot are counted as failed. */
  fill(wanted: number): Promise<void>;
  /** One of those who wait, who then belongs to the caller; undefined if nobody waits. */
  draw(): Visitor | undefined;
  readonly size: number;
  /** Everybody closes the page. */
  empty(): void;
}

const lanes = 32;
/** A page shows a QR code for so long, then it shows another one. */
const shownMs = 180_000;

export function createPool(world: World, nextPerson: () => number): Pool {
  const waiting: Visitor[] = [];
  let coming = 0;

  async function add(): Promise<void> {
    coming++;
    try {
      const visitor = await arrive(world, nextPerson());
      await visitor.follow();
      waiting.push(visitor);
      setTimeout(() => renew(visitor), shownMs).unref();
    } catch (error) {
      world.tally.failed(error);
    } finally {
      coming--;
    }
  }

  /** The QR code is over before somebody has scanned it. */
  function renew(visitor: Visitor): void {
    const index = waiting.indexOf(visitor);
    if (index < 0) return;
    waiting.splice(index, 1);
    visitor.leave();
    world.tally.retried(new LoadError('the QR code was renewed'));
    void add();
  }

  return {
    fill: (wanted) => inLanes(wanted - waiting.length - coming, lanes, add),
    draw() {
      while (waiting.length > 0) {
        // Anyone of them, so that those who wait are of every age. The last one takes the place.
        const index = Math.floor(Math.random() * waiting.length);
        const visitor = waiting[index];
        const last = waiting.pop();
        if (last && index < waiting.length) waiting[index] = last;
        if (!visitor) break;
        if (visitor.endedBy === undefined) return visitor;
        visitor.leave();
        world.tally.failed(new LoadError(visitor.endedBy));
      }
      return undefined;
    },
    get size() {
      return waiting.length;
    },
    empty() {
      for (const visitor of waiting.splice(0)) visitor.leave();
    },
  };
}
