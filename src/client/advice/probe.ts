/** Finds out why a backend could not be reached, which browsers tell no script. */
import type { Cause } from './causes.js';

const underWay = new Map<string, Promise<Cause | undefined>>();

/** Asks once more, in a way that needs no permission of the other side; once for tags that fail together. */
export async function probe(address: string): Promise<Cause | undefined> {
  const asked = underWay.get(address) ?? ask(address);
  underWay.set(address, asked);
  const cause = await asked;
  underWay.delete(address);
  return cause;
}

async function ask(address: string): Promise<Cause | undefined> {
  const isOwn = address.startsWith(`${location.origin}/`);
  let isForbidden = false;
  const note = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
    isForbidden ||= effectiveDirective === 'connect-src';
  };
  addEventListener('securitypolicyviolation', note);
  try {
    const { type } = await fetch(address, isOwn ? { redirect: 'manual' } : { mode: 'no-cors' });
    if (!isOwn) return 'cors';
    // It answers now: the connection broke.
    return type === 'opaqueredirect' ? 'redirect' : undefined;
  } catch {
    // The event comes in a task of its own, perhaps after the error.
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    return isForbidden ? 'forbidden' : 'nothing';
  } finally {
    removeEventListener('securitypolicyviolation', note);
  }
}
