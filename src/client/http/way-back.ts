/** Finds out, before anybody can have scanned the QR code, whether whoever scans it can be signed in. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { parseCreated } from '../../protocol/parse/created.js';
import { asError } from '../as-error.js';
import type { Call, Requests } from './request.js';

/** A check that takes longer is given up: the page should soon listen for the scan. */
const patienceMs = 3000;

/** The request that created an attempt. */
export type CreateCall = Call & { readonly body: { readonly challenge: string } };

/**
 * Sends `create` a second time: the backend answers `challenge_used` if the attempt's cookie does not
 * come back (docs/protocol.md, "Create"). It carries a token as the later requests do, with which HTTP
 * Basic authentication in front of the backend would refuse it. Once it has succeeded, it is not
 * repeated.
 */
export function createWayBackCheck(requests: Requests) {
  let isProven = false;
  /** @throws WechatMpLoginError `cookies_blocked` or `http_auth`; what else fails may work later */
  return async (create: CreateCall, signal: AbortSignal): Promise<void> => {
    if (isProven) return;
    const call = { ...create, key: create.body.challenge };
    try {
      await requests.ask(call, { signal, timeoutMs: patienceMs, parse: parseCreated });
      isProven = true;
    } catch (thrown) {
      signal.throwIfAborted();
      const { code } = asError(thrown);
      if (code === 'challenge_used') throw new WechatMpLoginError('cookies_blocked');
      if (code === 'http_auth') throw thrown;
    }
  };
}
