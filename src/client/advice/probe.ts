/** Finds out why a backend could not be reached, which browsers tell no script. */
import type { Cause } from './causes.js';
import { pause } from './say-once.js';

const probeMs = 5000;

let probed: { readonly origin: string; readonly cause: Promise<Cause | undefined> } | undefined;

/**
 * Asks once more, in a way that needs no permission of the other side. Once for a page, whatever the number
 * of tags and tries: a backend that is down has enough to do when it comes back.
 */
export function probe(address: string): Promise<Cause | undefined> | undefined {
  const { origin } = new URL(address);
  probed ??= { origin, cause: ask(address, origin) };
  return probed.origin === origin ? probed.cause : undefined;
}

async function ask(address: string, origin: string): Promise<Cause | undefined> {
  const isOwn = origin === location.origin;
  const violated: string[] = [];
  const note = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
    violated.push(effectiveDirective);
  };
  const limit = new AbortController();
  // The supported browsers do not all have AbortSignal.timeout.
  const timer = setTimeout(() => limit.abort(), probeMs);
  addEventListener('securitypolicyviolation', note);
  try {
    const { type } = await fetch(address, {
      cache: 'no-store',
      signal: limit.signal,
      ...(isOwn ? { redirect: 'manual' } : { mode: 'no-cors' }),
    });
    if (!isOwn) return 'cors';
    // It answers now: the connection broke.
    return type === 'opaqueredirect' ? 'redirect' : undefined;
  } catch {
    // The event comes in a task of its own, perhaps after the error.
    await pause(0);
    return violated.includes('connect-src') ? 'forbidden' : 'nothing';
  } finally {
    clearTimeout(timer);
    removeEventListener('securitypolicyviolation', note);
  }
}
