/** Finds out before a QR code is shown whether the visitor who scans it can be signed in. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { parseCreated } from '../../protocol/parse/answers.js';
import { asError } from '../as-error.js';
import type { Call, Requests } from './request.js';

/** A check that takes longer is given up: the QR code should not wait for it. */
const patienceMs = 3000;

/**
 * Sends `create` a second time: the backend answers `challenge_used` if the attempt's cookie does not
 * come back (docs/protocol.md, "Create"). It carries a token as the later requests do, with which HTTP
 * Basic authentication in front of the backend would refuse it. Once it has succeeded, it is not
 * repeated.
 */
export function createWayBackCheck(requests: Requests) {
  let isProven = false;
  /** @throws WechatMpLoginError `cookies_blocked` or `http_auth`; what else fails may work later */
  return async (
    create: Call & { readonly body: { readonly challenge: string } },
    signal: AbortSignal,
  ) => {
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
