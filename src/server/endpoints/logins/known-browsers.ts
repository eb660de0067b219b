/** Browsers in which a person has confirmed a login before. */
import type { HeldAttempt } from '../../attempts/lease.js';
import { knownForMs, type Device } from '../../base/secrets/device-cookie.js';
import { changeRecord, readRecord } from '../../host/records/change-identity-record.js';
import type { HostAccount, Identity } from '../../host/host.js';
import { accountKey, browserKey } from '../../host/records/identity-records.js';
import type { Backend } from '../backend.js';
import type { Visitor } from './complete-login.js';
import type { Records } from './lineage.js';
import { endOutdated } from './own-account.js';

/** Whether this identity has confirmed a login to the account in this browser, and nobody has had it forgotten. */
export async function isKnownBrowser(
  backend: Records,
  identity: Identity,
  accountId: string,
  { hash }: Device,
): Promise<boolean> {
  const { browsers = [] } = await readRecord(backend, identity);
  const browser = browsers.find((each) => each.hash === hash && each.accountId === accountId);
  if (!browser || backend.now() >= browser.untilMs) return false;
  const keys = [accountKey(accountId), browserKey(hash)];
  const others = await Promise.all(keys.map((key) => readRecord(backend, key)));
  const knownSinceMs = browser.untilMs - knownForMs;
  return others.every(
    ({ browsersForgottenAtMs = -Infinity }) => browsersForgottenAtMs < knownSinceMs,
  );
}

/**
 * For an attempt that was approved because its browser is known: it has to be the same browser, and still
 * a known one.
 * @throws WechatMpLoginError `gone`: the person has to scan once more
 */
export async function requireKnownBrowser(
  backend: Backend,
  held: HeldAttempt,
  { id }: HostAccount,
  visitor: Visitor,
): Promise<void> {
  const { identity, deviceHash } = held.attempt;
  const device = await visitor.device();
  const isSame = device !== undefined && device.hash === deviceHash;
  const isKnown = isSame && identity && (await isKnownBrowser(backend, identity, id, device));
  if (isKnown !== true) await endOutdated(held);
}

/** No browser counts that became known for this account before now. */
export async function forgetBrowsersOfAccount(backend: Records, accountId: string): Promise<void> {
  await forgetUntilNow(backend, accountKey(accountId));
}

/** The browser counts no more, for nobody. Its cookie may have been copied. */
export async function forgetBrowser(backend: Records, { hash }: Device): Promise<void> {
  await forgetUntilNow(backend, browserKey(hash));
}

async function forgetUntilNow(backend: Records, key: string): Promise<void> {
  await changeRecord(backend, key, (record) => ({
    ...record,
    browsersForgottenAtMs: backend.now(),
  }));
}

/** The browsers of a WeChat user who no longer opens the account. */
export async function forgetBrowsersOfIdentity(
  backend: Records,
  identity: Identity,
  accountId: string,
): Promise<void> {
  await changeRecord(backend, identity, (record) => {
    const { browsers = [] } = record;
    const others = browsers.filter((each) => each.accountId !== accountId);
    return others.length === browsers.length ? undefined : { ...record, browsers: others };
  });
}
