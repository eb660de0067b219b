/** What happens in one run: drawn from its seed, so that the same seed draws the same run again. */
import type { DatabaseName } from '../load/servers/databases.js';

export const faultNames = [
  'kill-instance',
  'close-instance',
  'kill-database',
  'cut',
  'stall',
  'blackhole',
  'latency',
  'late-replies',
  'deaf',
  'clock',
] as const;

export type FaultName = (typeof faultNames)[number];

export interface PlannedFault {
  readonly name: FaultName;
  /** The instance that it is about. */
  readonly instance: number;
  /** After the first visitor, in milliseconds. */
  readonly atMs: number;
  readonly forMs: number;
}

/**
 * `scans`: scans and waits; `watches`: looks at the QR code and never scans; `leaves`: scans, and closes the
 * page at once; `again`: scans as the person of the visitor before, on a page of its own.
 */
export type VisitorKind = 'scans' | 'watches' | 'leaves' | 'again';

export interface PlannedVisitor {
  readonly number: number;
  /** Who holds the phone. */
  readonly person: number;
  readonly kind: VisitorKind;
  /** Whether the same person scans on another page, too: then only one of the two logins counts. */
  readonly isShared: boolean;
  readonly arrivesAtMs: number;
  /** After the QR code is shown. */
  readonly scansAfterMs: number;
  readonly transport: 'auto' | 'poll';
}

export interface Plan {
  readonly seed: number;
  readonly database: DatabaseName;
  /** The package of the client, if the database is Redis. */
  readonly redisClient: 'redis' | 'ioredis';
  readonly confirm: 'auto' | 'tap';
  /** By how much the clock of each instance is wrong, in milliseconds. */
  readonly clocksMs: readonly number[];
  readonly visitors: readonly PlannedVisitor[];
  readonly faults: readonly PlannedFault[];
}

export interface PlanOptions {
  /** Instead of those drawn. */
  readonly faults?: readonly FaultName[];
  readonly database?: DatabaseName;
  readonly visitors?: number;
  readonly instances?: number;
}

type Random = () => number;

/** Visitors come for so long. */
const arrivalsMs = 3000;
const wrongClockMs = 300_000;

/** How long each fault lasts: at least, and at most. `clock` lasts for the whole run. */
const durationsMs: Readonly<Record<FaultName, readonly [number, number]>> = {
  'kill-instance': [100, 3000],
  'close-instance': [100, 2000],
  'kill-database': [100, 2500],
  cut: [300, 4000],
  stall: [500, 4000],
  blackhole: [1000, 7000],
  latency: [1000, 4000],
  'late-replies': [300, 1500],
  deaf: [2000, 5000],
  clock: [0, 0],
};

export function drawPlan(seed: number, options: PlanOptions = {}): Plan {
  const random = createRandom(seed);
  const between = (least: number, most: number): number =>
    Math.floor(least + random() * (most - least));
  const oneOf = <T>(all: readonly [T, ...T[]]): T => all[between(0, all.length)] ?? all[0];

  const drawn = random() < 0.7 ? 2 : 3;
  const instances = options.instances ?? drawn;
  const database = oneOf(['redis', 'redis', 'postgres'] as const);
  const redisClient = oneOf(['redis', 'ioredis'] as const);
  const confirm = random() < 0.7 ? 'auto' : 'tap';
  const count = between(30, 61);
  const names = [oneOf(faultNames), ...(random() < 0.3 ? [oneOf(faultNames)] : [])];
  const faults = (options.faults ?? names).map((name): PlannedFault => {
    const [least, most] = durationsMs[name];
    const where = { instance: between(0, instances), atMs: between(200, arrivalsMs) };
    return { name, ...where, forMs: between(least, most) };
  });
  const clocksMs = Array<number>(instances).fill(0);
  for (const { name, instance } of faults) {
    if (name === 'clock') clocksMs[instance] = random() < 0.5 ? wrongClockMs : -wrongClockMs;
  }
  return {
    ...{ seed, redisClient, confirm, clocksMs, faults },
    database: options.database ?? database,
    visitors: drawVisitors(options.visitors ?? count, random),
  };
}

function drawVisitors(count: number, random: Random): PlannedVisitor[] {
  const visitors: Omit<PlannedVisitor, 'isShared'>[] = [];
  for (let number = 0; number < count; number++) {
    const drawn = random();
    const before = visitors.at(-1);
    const kind =
      drawn < 0.08
        ? 'watches'
        : drawn < 0.14
          ? 'leaves'
          : drawn < 0.22 && before
            ? 'again'
            : 'scans';
    visitors.push({
      ...{ number, kind },
      person: kind === 'again' && before ? before.person : number,
      arrivesAtMs: Math.floor(random() * arrivalsMs),
      scansAfterMs: Math.floor(random() * 2000),
      transport: random() < 0.85 ? 'auto' : 'poll',
    });
  }
  const people = visitors.map(({ person }) => person);
  return visitors.map((visitor) => ({
    ...visitor,
    isShared: people.filter((person) => person === visitor.person).length > 1,
  }));
}

/** The mulberry32 generator: numbers in [0, 1), the same for the same seed. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
