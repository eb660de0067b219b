/**
 * `GET /oauth/callback`: WeChat's browser comes back from web authorization with a code. The attempt's
 * cookie is looked at before the code is spent, so that a link from a stranger changes nothing.
 */
import { s256 } from '../../base/secrets/s256.js';
import type { ProblemCode } from '../../../protocol/errors.js';
import type { AuthorizedUser } from '../../../wechat/api/read-authorization.js';
import { WechatApiError } from '../../../wechat/api/errors.js';
import type { Attempt } from '../../attempts/attempt.js';

import { settle } from '../../attempts/transition.js';
import { equalConstantTime } from '../../base/secrets/constant-time.js';
import { refusedByWechat } from '../../base/wechat-failure.js';
import type { Backend } from '../backend.js';
import type { Call, PageReply, RedirectReply } from '../call.js';
import { approve } from './approve.js';
import { callbackPage } from './callback-page.js';
import { resumeAddress } from './resume-address.js';
import { oauthScene, statePattern } from './state.js';

const codePattern = /^[!-~]{1,512}$/;
/** docs/wechat.md#web-authorization */
const codeUnknown = 40029;
const codeUsed = 40163;

const redeemTimeoutMs = 8000;
/** How long a callback waits for another one that WeChat has given the same code. */
const otherCallbackMs = 3000;

export async function answerCallback(
  backend: Backend,
  call: Call,
): Promise<PageReply | RedirectReply> {
  const { attempts, log, emit, now } = backend;
  const [state = '', ...more] = call.query.getAll('state');
  if (more.length > 0 || !statePattern.test(state)) return callbackPage('incomplete');
  const stored = await attempts.byScene(oauthScene(state));
  const cookieHash = await s256(stored ? call.attemptSecret(stored.id) : '');
  if (stored?.method !== 'oauth') return callbackPage('unknown');
  if (!equalConstantTime(cookieHash, stored.cookieHash)) {
    log('warn', 'oauth_without_cookie', { attempt: stored.id });
    emit({ type: 'foreign_callback', attempt: stored.id });
    return callbackPage('otherBrowser');
  }
  const attempt = settle(stored, now());
  // A callback that is loaded again leads back to the page, which knows how the attempt is.
  if (attempt.state === 'pending') await redeemCode(backend, attempt, call.query.getAll('code'));
  return { redirectTo: resumeAddress(backend.options, attempt) };
}

/** Spends the code: the attempt is then approved, or has failed. */
async function redeemCode(
  backend: Backend,
  attempt: Attempt,
  [code = '', ...more]: readonly string[],
): Promise<void> {
  if (code === '') return fail(backend, attempt, 'authorization_refused');
  if (more.length > 0 || !codePattern.test(code)) {
    return fail(backend, attempt, 'authorization_failed');
  }
  const official = backend.officialAccounts.byKey(attempt.officialAccount);
  if (!official) return fail(backend, attempt, 'misconfigured');
  let user: AuthorizedUser;
  try {
    user = await official.api.redeemAuthorization(code, AbortSignal.timeout(redeemTimeoutMs));
  } catch (cause) {
    return failUnredeemed(backend, attempt, cause);
  }
  if (user.isVirtual) return fail(backend, attempt, 'virtual_user');
  const { openid, unionid } = user;
  const identity = {
    ...{ appId: official.wechat.appId, openid },
    ...(unionid === undefined ? {} : { unionid }),
  };
  await approve(backend, attempt, identity);
}

/** The code is not a good one, or WeChat did not say who has come. */
async function failUnredeemed(backend: Backend, attempt: Attempt, cause: unknown): Promise<void> {
  const { attempts, log } = backend;
  const errcode = cause instanceof WechatApiError ? cause.errcode : undefined;
  if (errcode === codeUsed) {
    // WeChat's browser sometimes loads the callback twice: the other one may have spent the code just now.
    const isDecided = ({ state }: Attempt): boolean => state !== 'pending';
    const decided = await attempts.until(attempt.id, isDecided, otherCallbackMs);
    if (decided && isDecided(decided)) return;
  }
  if (errcode === codeUsed || errcode === codeUnknown) {
    return fail(backend, attempt, 'authorization_failed', { errcode });
  }
  const { code } = refusedByWechat(log, 'authorization_failed', { attempt: attempt.id }, cause);
  const reason = code === 'upstream_unavailable' ? 'authorization_failed' : code;
  await attempts.apply(attempt, { type: 'failed', reason });
}

async function fail(
  { attempts, log }: Backend,
  attempt: Attempt,
  reason: ProblemCode,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { type } = await attempts.apply(attempt, { type: 'failed', reason });
  if (type === 'changed')
    log('info', 'not_authorized', { attempt: attempt.id, reason, ...details });
}
