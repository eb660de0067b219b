/** A scan from before a user ends their sessions. */
import assert from 'node:assert/strict';
import { createSite, type SiteOptions } from './site.js';

export type Site = Awaited<ReturnType<typeof createSite>>;

/** A user with a password and a WeChat, and somebody who holds a scan of theirs. */
export async function createScan(options: SiteOptions) {
  const site = await createSite(options);
  const owner = site.createVisitor();
  const userId = await owner.signUp('ann');
  const { internalAdapter } = await site.auth.$context;
  const person = site.createVisitor();
  const otherId = await person.signIn();
  const [account] = await internalAdapter.findAccounts(otherId);
  await internalAdapter.updateAccount(account?.id ?? assert.fail(), { userId });
  const stranger = site.createVisitor();
  const attempt = await stranger.scan();
  // Whatever ends the sessions now has a later time than the scan.
  const scannedMs = Date.now();
  while (Date.now() === scannedMs) await new Promise(setImmediate);
  return { site, owner, userId, stranger, attempt };
}
