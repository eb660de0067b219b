/** `POST /token`: gives the application's own server the account behind a one-time session code. */
import { parseTokenRequest } from '../../protocol/parse/requests.js';
import { notFound, originDenied } from '../base/errors.js';
import { addressLimits } from '../binding/proofs.js';
import { callHost } from '../host/call-host.js';
import { visibleAccount } from '../host/read-account.js';
import type { Backend } from './backend.js';
import type { Call, JsonReply } from './call.js';

/**
 * In 15 minutes from one address. Wide, because a busy application exchanges expired codes now and then,
 * and because other programs may share its address.
 */
const maxBadCodes = 100;
const secretPattern = /^[!-~]{1,512}$/;

/** A wrong secret, and a code that is wrong, spent or expired, all lead to the same 404. */
export async function exchangeSessionCode(
  { sessions, log, limits }: Pick<Backend, 'sessions' | 'log' | 'limits'>,
  call: Call,
): Promise<JsonReply> {
  if (!sessions.exchange) throw notFound();
  // Only servers may call this: a secret inside a page would be public. So no origin is allowed.
  if (call.caller.origin !== null) throw originDenied();
  const secret = call.bearer;
  if (!secretPattern.test(secret)) throw notFound();
  const { code } = parseTokenRequest(await call.readJson());
  // Stays counted unless the code is right, also if the application rejects or hangs.
  const counted = addressLimits(call.caller.address, maxBadCodes);
  const guess = await limits.badSessionCodes.count(counted);
  const exchanged = await callHost(log, 'exchange_failed', async () =>
    sessions.exchange?.(code, secret),
  );
  if (!exchanged) throw notFound();
  await guess.giveBack();
  const { account, ...login } = exchanged;
  const json = { account: { id: account.id, ...visibleAccount(account, undefined) }, ...login };
  return { status: 200, json };
}
