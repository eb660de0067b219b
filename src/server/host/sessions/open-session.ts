/** Opens a session and puts its cookies on the response. */
import { createSources } from '../answers.js';
import { readOpened } from './guard-sessions.js';
import type { HostAccount, OpenContext, Sessions } from '../host.js';

/**
 * Signs the caller in to the account: opens a session and passes its `Set-Cookie` lines to
 * `caller.setCookie`. For sign-ins that your application does itself, such as a password form.
 *
 * @param context - `key` names this sign-in: use a new random one each time, and the same one only to
 *   repeat a sign-in that failed half-way
 * @throws the error that `sessions.open` rejects with; WechatMpLoginError `misconfigured` if its answer
 *   cannot be used
 * @example
 * ```ts
 * declare const sessions: Sessions, account: HostAccount, caller: Caller;
 *
 * await openSession(sessions, account, {
 *   key: crypto.randomUUID(), caller, isNew: false, method: 'password', confirmed: true,
 * });
 * ```
 */
export async function openSession(
  sessions: Pick<Sessions, 'open'>,
  account: HostAccount,
  context: OpenContext,
): Promise<void> {
  const source = createSources(() => undefined)('sessions.open');
  const { setCookies = [] } = readOpened(source, await sessions.open(account, context));
  for (const line of setCookies) context.caller.setCookie(line);
}
