/**
 * For the settings page of a signed-in visitor: `GET /identities` lists the WeChat users that open the
 * account, and `DELETE /identities/{id}` unlinks one of them.
 */
import type { LinkedIdentity } from '../../protocol/messages.js';
import { lastWayIn, notFound, reauthenticationRequired } from '../base/errors.js';
import { errorKind } from '../base/log.js';
import { callHost } from '../host/call-host.js';
import type { Caller } from '../host/caller.js';
import { requireStrong } from '../host/sessions/current-session.js';
import type { CheckedSession, CheckedSessions } from '../host/sessions/guard-sessions.js';
import type { HostIdentity } from '../host/host.js';
import { openSession } from '../host/sessions/open-session.js';
import { isRefusal } from '../host/refusal.js';
import type { Backend } from './backend.js';
import type { Call, JsonReply } from './call.js';
import { unlinkOnRecord } from './logins/unlink-on-record.js';

/** As many as a page accepts (src/protocol/parse/identities.ts). */
const maxListed = 50;
const maxIdLength = 200;
const maxTries = 3;

export async function listIdentities(backend: Backend, { caller }: Call): Promise<JsonReply> {
  const { accounts, sessions, log } = backend;
  if (!sessions.current || !accounts.identities) throw notFound();
  const identities = await callHost(log, 'identities_failed', async () => {
    const { account } = await requireSession(sessions, caller);
    const found = (await accounts.identities?.(account.id)) ?? [];
    return found.slice(0, maxListed).map((identity) => toPublic(backend, identity));
  });
  return { status: 200, json: { identities } };
}

/** Afterwards, this WeChat user can no longer sign in, and only the caller is still signed in. */
export async function unlinkIdentity(backend: Backend, { id, caller }: Call): Promise<JsonReply> {
  const { accounts, sessions, notify, log, now, randomToken } = backend;
  if (!sessions.current || !accounts.unlink) throw notFound();
  await callHost(log, 'unlink_failed', async () => {
    const session = requireStrong(await requireSession(sessions, caller), now());
    if (id.length > maxIdLength) throw notFound();
    const { account } = session;
    await unlinkOnRecord(backend, session, id, async () => {
      const result = await accounts.unlink?.(account.id, id);
      if (result === 'last') throw lastWayIn();
      if (result !== 'unlinked') throw notFound();
    });
    // Notify before ending sessions: the identity is unlinked even if that fails.
    backend.emit({ type: 'unlinked', accountId: account.id });
    notify({ type: 'unlinked', key: randomToken(16), account });
    await replaceSessions(backend, session, caller);
  });
  return { status: 204 };
}

async function requireSession(
  sessions: Pick<CheckedSessions, 'current'>,
  caller: Caller,
): Promise<CheckedSession> {
  const session = await sessions.current?.(caller);
  if (!session) throw reauthenticationRequired();
  return session;
}

function toPublic(
  { officialAccounts }: Backend,
  { id, appId, linkedAtMs }: HostIdentity,
): LinkedIdentity {
  const official = officialAccounts.byAppId(appId);
  return {
    id,
    ...(official ? { officialAccount: official.shown.name } : {}),
    linkedAt: new Date(linkedAtMs).toISOString(),
  };
}

/** Ends every session of the account, and opens a new one for the caller, unless the application refuses. */
async function replaceSessions(
  backend: Backend,
  { account, ...proof }: CheckedSession,
  caller: Caller,
): Promise<void> {
  await endSessions(backend, account.id);
  const key = backend.randomToken(16);
  try {
    await openSession(backend.sessions, account, { key, caller, isNew: false, ...proof });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // The identity is unlinked all the same, and the visitor is signed out.
    backend.log('info', 'sign_in_refused', {});
  }
}

/** Retries by itself, because the visitor cannot repeat the request: the identity is unlinked by now. */
async function endSessions({ sessions, log }: Backend, accountId: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await sessions.endAll?.(accountId);
      return;
    } catch (error) {
      log('error', 'sessions_not_ended', { tries, error: errorKind(error) });
      if (tries === maxTries) throw error;
    }
  }
}
