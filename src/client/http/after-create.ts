/**
 * What a login asks the backend once its attempt exists, and how it reads a refusal. Loads while the QR
 * code is shown, or with the first refusal.
 */
import { parseBindResult, parseCodeSent, parseRedeemResult } from '../../protocol/parse/binding.js';
import type { Backend } from '../backend.js';
import type { AllowedAddresses } from './allowed-addresses.js';
import { post, type Requests } from './request.js';
import { createWatcher, type Transport } from './transport/transport.js';
import { createWayBackCheck, type CreateCall } from './way-back.js';

export { readProblem } from './problem.js';

/** A redeem or bind may call WeChat and the application, so it may take longer than other answers. */
const redeemTimeoutMs = 15_000;

export interface AfterCreateOptions extends Pick<AllowedAddresses, 'checkPictures'> {
  readonly requests: Requests;
  readonly transport: Transport;
  readonly now: () => number;
}

/** What is known of an attempt once the backend has created it. */
export interface NewAttempt {
  /** The levels of the protocol that the backend serves. */
  readonly levels: readonly string[];
  /** The request that created it. */
  readonly call: CreateCall;
}

export interface AfterCreate extends Required<Omit<Backend, 'create' | 'cancel'>> {
  /** Begins with another attempt. */
  begin(attempt: NewAttempt): void;
  /**
   * Finds out whether whoever scans can be signed in; once for all attempts.
   *
   * @throws WechatMpLoginError `cookies_blocked` or `http_auth`
   */
  checkWayBack(signal: AbortSignal): Promise<void>;
}

export function createAfterCreate(options: AfterCreateOptions): AfterCreate {
  const { requests, transport, now, checkPictures } = options;
  const watcher = createWatcher(requests, transport, now);
  const wayBack = createWayBackCheck(requests);
  let newest: NewAttempt | undefined;
  const checkWayBack = async (signal: AbortSignal): Promise<void> => {
    // An attempt that was kept across a visit to WeChat has no request of this page.
    if (newest) await wayBack(newest.call, signal);
  };
  return {
    begin(attempt) {
      newest = attempt;
      watcher.reset(attempt.levels);
    },

    checkWayBack,

    async *watch(attempt, watchOptions) {
      await checkWayBack(watchOptions.signal);
      yield* watcher.watch(attempt, watchOptions);
    },

    redeem(id, verifier, { signal }) {
      return requests.ask(post(`/${id}/redeem`, { verifier }), {
        signal,
        timeoutMs: redeemTimeoutMs,
        parse: (answer) => checkPictures(parseRedeemResult(answer)),
      });
    },

    bind(id, body, { signal }) {
      return requests.ask(post(`/${id}/bind`, body), {
        signal,
        timeoutMs: redeemTimeoutMs,
        parse: (answer) => checkPictures(parseBindResult(answer)),
      });
    },

    sendVerificationCode(id, body, { signal }) {
      return requests.ask(post(`/${id}/codes`, body), {
        signal,
        parse: parseCodeSent,
      });
    },
  };
}
