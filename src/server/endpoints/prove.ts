/** Checks that an attempt belongs to the page (docs/protocol.md#the-pages-three-values). */
import { chainValuePattern } from '../../protocol/chain.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Answer } from '../attempts/lease.js';
import { notFound, slowDown } from '../base/errors.js';
import { derivePageSecrets, type PageSecrets } from '../base/secrets/seal.js';
import type { Backend } from './backend.js';
import type { Call, JsonReply } from './call.js';

/** For reads and cancel: by `k` of the page's chain. @throws WechatMpLoginError `not_found` */
export async function proveByKey(
  { attempts }: Pick<Backend, 'attempts'>,
  { id, key }: Call,
): Promise<Attempt> {
  // Anything that cannot be a key gets the same answer as a wrong one.
  if (!chainValuePattern.test(key)) throw notFound();
  return attempts.prove(id, { key });
}

/** A request whose page has proven that the attempt is its own. */
export interface ProvenCall<T> {
  readonly attempt: Attempt;
  readonly request: T;
  readonly secrets: PageSecrets;
}

/**
 * For redeem, bind and codes: by `v` in the body and the secret in the attempt's cookie.
 * @throws WechatMpLoginError `not_found`, `slow_down`, or an error about the body
 */
export async function proveByCookie<T extends { readonly verifier: string }>(
  { attempts, limits, randomToken }: Pick<Backend, 'attempts' | 'limits' | 'randomToken'>,
  call: Call,
  parse: (body: unknown) => T,
): Promise<ProvenCall<T>> {
  const { id } = call;
  const request = parse(await call.readJson());
  const proof = { verifier: request.verifier, secret: call.attemptSecret(id) };
  const attempt = await attempts.prove(id, proof);
  const waitMs = limits.finishes.take(id);
  if (waitMs > 0) throw slowDown(waitMs);
  return { attempt, request, secrets: await derivePageSecrets(request.verifier, id, randomToken) };
}

/** The reply of redeem and bind. The cookie of the attempt ends soon after the attempt. */
export function replyWith(
  { id, attemptSecret }: Pick<Call, 'id' | 'attemptSecret'>,
  { body, setCookies, isEnd }: Answer,
): JsonReply {
  const reply: JsonReply = { status: 200, json: body, setCookies };
  return isEnd
    ? { ...reply, attemptCookie: { id, secret: attemptSecret(id), isOver: true } }
    : reply;
}
