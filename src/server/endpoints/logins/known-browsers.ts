/** Browsers in which a person has confirmed a login before. */
import { knownForMs, type Device } from '../../base/secrets/device-cookie.js';
import type { Identity } from '../../host/host.js';
import { accountKey, browserKey, recordKey } from '../../host/identity-records.js';
import type { Backend } from '../backend.js';

/** Whether this identity has confirmed a login to the account in this browser, and nobody has had it forgotten. */
export async function isKnownBrowser(
  { identityRecords, now }: Pick<Backend, 'identityRecords' | 'now'>,
  identity: Identity,
  accountId: string,
  { hash }: Device,
): Promise<boolean> {
  const keys = [recordKey(identity), accountKey(accountId), browserKey(hash)];
  const [own, ...others] = await Promise.all(
    keys.map(async (key) => (await identityRecords.get(key))?.record),
  );
  const browser = own?.browsers?.find((each) => each.hash === hash && each.accountId === accountId);
  if (!browser || now() >= browser.untilMs) return false;
  const knownSinceMs = browser.untilMs - knownForMs;
  return others.every((record) => (record?.browsersForgottenAtMs ?? -Infinity) < knownSinceMs);
}
