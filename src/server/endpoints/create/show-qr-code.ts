/** Method `scan`: a QR code that WeChat makes for this attempt alone. */
import type { CreateRequest } from '../../../protocol/messages.js';
import { isProblemCode } from '../../../protocol/error-codes.js';
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { notPermitted, WechatApiError } from '../../../wechat/api/errors.js';
import { withSignal } from '../../../wechat/io/timeout.js';
import type { Attempt } from '../../attempts/attempt.js';
import { times } from '../../attempts/times-and-tries.js';
import { methodUnavailable, unavailable } from '../../base/errors.js';
import type { Visitor } from '../../base/limits/create-limit.js';
import { refusedByWechat } from '../../base/wechat-failure.js';
import type { Caller } from '../../host/caller.js';
import type { Backend } from '../backend.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { admit } from './admit.js';
import { findCity } from './find-city.js';
import { methodsNow, notePermission, noteQuota } from './methods.js';

/** Longer than the page shows the QR code, for visitors who are still reading the account's profile. */
const qrCodeLifetimeS = (times.shownMs + times.followMs) / 1000;
export const qrCodeTimeoutMs = 10_000;

/** The request that an attempt was created for. */
export interface Asking {
  readonly request: CreateRequest;
  readonly caller: Caller;
  readonly visitor: Visitor;
}

/** A QR code costs something, so it is asked for only now that nobody has asked for this one before. */
export async function showQrCode(
  backend: Backend,
  official: ServedOfficialAccount,
  attempt: Attempt,
  asking: Asking,
): Promise<Attempt> {
  const { attempts } = backend;
  const { url, city } = await makeQrCode(backend, official, attempt, asking).catch(
    async (error: unknown) => {
      if (isWechatMpLoginError(error) && isProblemCode(error.code)) {
        const failed = { type: 'failed', reason: error.code } as const;
        // If the store fails here as well, the visitor still gets the first error.
        await attempts.apply(attempt, failed).catch(() => undefined);
      }
      throw error;
    },
  );
  const present = { type: 'qr', url } as const;
  const shown = await attempts.apply(attempt, {
    ...{ type: 'presented', present },
    ...(city === undefined ? {} : { city }),
  });
  return { ...shown.attempt, present };
}

/** @throws WechatMpLoginError why there is none */
async function makeQrCode(
  backend: Backend,
  official: ServedOfficialAccount,
  attempt: Attempt,
  { request, caller, visitor }: Asking,
): Promise<{ readonly url: string; readonly city: string | undefined }> {
  const { pauses, api } = official;
  if (pauses.permission.isOn()) throw methodUnavailable(methodsNow(official, attempt.purpose));
  const granted = await admit(backend, official, request, caller, visitor);
  pauses.permission.tryAgain();
  const asked = findCity(backend, caller.address);
  try {
    const { url } = await withSignal(qrCodeTimeoutMs, (signal) =>
      api.createQrCode(attempt.scene, qrCodeLifetimeS, signal),
    );
    const { share, shareUsed: used } = granted;
    backend.metrics({ type: 'qrCode', officialAccount: official.key, share, used });
    pauses.permission.end();
    pauses.quota.end();
    return { url, city: await asked };
  } catch (cause) {
    if (isRefusal(cause)) await granted.giveBack();
    throw explain(backend, official, attempt, cause);
  }
}

/** WeChat has answered that it makes no QR code. Without an answer, it may have made one. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof WechatApiError && (cause.isPaused || cause.errcode !== undefined);
}

/** The error for the page; the log learns why. */
function explain(
  backend: Backend,
  official: ServedOfficialAccount,
  { id, purpose }: Attempt,
  cause: unknown,
): Error {
  const { log, emit } = backend;
  const { named } = official;
  if (cause instanceof WechatApiError && cause.errcode === notPermitted) {
    notePermission(backend, official);
    return methodUnavailable(methodsNow(official, purpose));
  }
  const refused = refusedByWechat(log, 'qr_code_failed', { ...named, attempt: id }, cause);
  if (!(cause instanceof WechatApiError) || cause.kind !== 'quota') return refused.error;
  const { retryAfterMs = 0 } = refused.error;
  if (!cause.isPaused) emit({ type: 'quota_exhausted', retryAfterMs, ...named });
  noteQuota(backend, official, retryAfterMs);
  return unavailable('quota_exhausted', retryAfterMs, methodsNow(official, purpose));
}
