/** Reverses the links and unlinks of a login that its person has denied. What the application cannot do is in the log. */
import type { HostIdentity, Identity } from '../../host/host.js';
import type { LoginRecord } from '../../host/records/identity-records.js';
import type { Backend } from '../backend.js';
import { isSame } from './lineage.js';

/** Links again whom the login has unlinked. */
export async function linkAgain(
  backend: Backend,
  { login, accountId, unlinked = [] }: LoginRecord,
): Promise<void> {
  if (accountId === undefined) return;
  const { accounts } = backend;
  for (const identity of unlinked) {
    if (!accounts.link) {
      incomplete(backend, login, 'accounts.link');
      continue;
    }
    const result = await accounts.link(accountId, identity);
    if (result !== 'linked') incomplete(backend, login, `accounts.link answered ${result}`);
  }
}

/** Unlinks whom the login has linked. */
export async function unlinkAgain(
  backend: Backend,
  { login, accountId, linked = [] }: LoginRecord,
): Promise<void> {
  if (accountId === undefined || linked.length === 0) return;
  const { accounts } = backend;
  if (!accounts.identities || !accounts.unlink) {
    incomplete(backend, login, accounts.unlink ? 'accounts.identities' : 'accounts.unlink');
    return;
  }
  const listed = await accounts.identities(accountId);
  if (listed.some(({ openid }) => openid === undefined)) {
    incomplete(backend, login, 'the openid in the answer of accounts.identities');
  }
  for (const identity of linked) {
    // If nobody in the list is this person, they were unlinked before.
    const found = listed.find((each) => isThisPerson(each, identity));
    const result = found && (await accounts.unlink(accountId, found.id));
    if (result === 'last') incomplete(backend, login, 'accounts.unlink answered last');
  }
}

/** Whether the entry of the list is the person of this identity. */
export function isThisPerson(
  { appId, openid, unionid }: HostIdentity,
  identity: Identity,
): boolean {
  const isUnion = unionid !== undefined && unionid === identity.unionid;
  return isUnion || (openid !== undefined && isSame({ appId, openid }, identity));
}

/** `missing`: what stops the application from undoing it, for whoever has to do it by hand. */
function incomplete({ log }: Backend, login: string, missing: string): void {
  log('warn', 'undo_incomplete', { attempt: login, missing });
}
