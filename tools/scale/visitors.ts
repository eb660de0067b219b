/** Simulates visitors in front of a QR code: how many codes they use, and how long they wait. */

export interface Behaviour {
  /** The mean of an exponential distribution: most scan soon, and a few look for the phone. In seconds. */
  readonly meanWaitS: number;
  /** The share of visitors who never scan, and leave the page open and visible. */
  readonly leftOpen: number;
}

export interface Page {
  readonly shownS: number;
  readonly maxRenewals: number;
}

export interface Simulated {
  readonly codesPerVisitor: number;
  readonly waitS: number;
}

/** Repeats its numbers with every run (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function createRandom(): () => number {
  let state = 20_260_101;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A page renews its QR code when it is over, so many times. Then it waits for a click. */
export function simulate(
  { meanWaitS, leftOpen }: Behaviour,
  { shownS, maxRenewals }: Page,
  visitors: number,
): Simulated {
  const random = createRandom();
  const longestS = shownS * (1 + maxRenewals);
  let codes = 0;
  let waitedS = 0;
  for (let visitor = 0; visitor < visitors; visitor++) {
    const isLeft = random() < leftOpen;
    const waitS = isLeft ? longestS : Math.min(longestS, -meanWaitS * Math.log(1 - random()));
    codes += Math.min(1 + maxRenewals, 1 + Math.floor(waitS / shownS));
    waitedS += waitS;
  }
  return { codesPerVisitor: codes / visitors, waitS: waitedS / visitors };
}
