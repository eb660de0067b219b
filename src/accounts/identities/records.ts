/** Reads and records single identities, for the rules in this folder. */
import type { Identity } from '../../server/host/host.js';
import { checkIdentity } from '../checks.js';
import type { AccountsContext } from '../context.js';
import type { IdentityLookup, IdentityRecord, KnownIdentity } from '../storage.js';
import { startOver } from './settle.js';

export function lookUp({ storage }: AccountsContext, identity: Identity): Promise<IdentityLookup> {
  checkIdentity(identity);
  return storage.lookUp(identity);
}

export function newIdentity(
  { now, randomToken }: AccountsContext,
  { appId, openid, unionid }: Identity,
  accountId: string,
): IdentityRecord {
  const record = { id: randomToken(12), accountId, linkedAtMs: now(), appId, openid };
  return unionid === undefined ? record : { ...record, unionid };
}

/** Records the unionid of an identity. Returns `result` if it is on record, now or before. */
export async function recordUnionid<T>(
  { storage }: AccountsContext,
  known: KnownIdentity,
  unionid: string | undefined,
  result: T,
): Promise<T | 'conflict' | typeof startOver> {
  if (unionid === undefined || known.unionid === unionid) return result;
  // Another unionid is on record: a person has to decide.
  if (known.unionid !== undefined) return 'conflict';
  return (await storage.setUnionid(known.id, unionid)) ? result : startOver;
}
