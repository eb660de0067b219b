/**
 * Finds the attempt cookies that a browser no longer needs. Each page view adds one, browsers keep them
 * for half an hour, and servers refuse a `Cookie` header of 8 KiB, whatever site the request is for.
 */
import { isEnd } from '../../../protocol/states.js';
import type { Attempt } from '../../attempts/attempt.js';
import type { Backend } from '../backend.js';

/** More tabs than anybody signs in with at the same time. Twelve cookies take about 1 KiB. */
const maxCookies = 12;
/** The rest waits for the next page view: proxies refuse a response whose header is above 4 KiB. */
const maxForgotten = 20;
const maxLookedUp = 2 * maxCookies;

/**
 * Returns the ids of attempts that have ended, and of the oldest above twelve.
 * @param ids of the attempts whose cookies the browser sent, oldest first
 * @param newId of the attempt that this request has created
 */
export async function findStaleCookies(
  { attempts, now }: Pick<Backend, 'attempts' | 'now'>,
  ids: readonly string[],
  newId: string,
): Promise<readonly string[]> {
  const others = ids.filter((id) => id !== newId);
  const latest = others.slice(-maxLookedUp).reverse();
  const found = await Promise.all(latest.map((id) => attempts.get(id)));
  const needed = found
    .filter((attempt) => attempt !== undefined)
    .filter((attempt) => isNeeded(attempt, now()))
    .sort(compareNeed)
    .slice(0, maxCookies - 1)
    .map(({ id }) => id);
  return others.filter((id) => !needed.includes(id)).slice(0, maxForgotten);
}

/** A redeem or bind whose answer was lost is repeated, and needs its cookie. */
function isNeeded({ state, outcome }: Attempt, nowMs: number): boolean {
  return !isEnd(state) || (outcome !== undefined && nowMs < outcome.untilMs);
}

/** Attempts that were scanned come first, and newer ones before older ones. */
function compareNeed(one: Attempt, other: Attempt): number {
  const wasScanned = ({ state }: Attempt): number => (state === 'pending' ? 0 : 1);
  return wasScanned(other) - wasScanned(one) || other.createdAtMs - one.createdAtMs;
}
