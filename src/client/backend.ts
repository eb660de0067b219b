/**
 * What a login needs from a backend. `createHttpBackend` speaks the protocol over HTTP; a page may
 * pass any other object of this shape.
 */
import type {
  BindRequest,
  BindResult,
  CodeSent,
  CodesRequest,
  Created,
  CreateRequest,
  RedeemResult,
  Snapshot,
} from '../protocol/messages.js';

/** What it takes to read and cancel an attempt. */
export interface AttemptHandle {
  readonly id: string;
  /** The middle value of the page's chain. It reads and cancels the attempt, and signs nobody in. */
  readonly key: string;
}

export interface WatchOptions {
  /** The newest `rev` that the page has. */
  readonly rev: number;
  /** How long to pause between two polls, in seconds, as the backend last asked. */
  readonly interval: number;
  /**
   * True for an attempt that needs no connection of its own: yield the present snapshot at once, and
   * end. The login asks again soon. A backend that costs no connections can ignore it.
   */
  readonly once?: boolean;
  readonly signal: AbortSignal;
}

/**
 * Every method rejects with a `WechatMpLoginError`, or with `signal.reason` once aborted, and
 * releases everything when `signal` aborts.
 */
export interface Backend {
  create(request: CreateRequest, options: { signal: AbortSignal }): Promise<Created>;
  /**
   * Yields the snapshots of one connection as they arrive, and ends with the attempt or the
   * connection. The login connects again, with a back-off, until it has received an end.
   */
  watch(attempt: AttemptHandle, options: WatchOptions): AsyncIterable<Snapshot>;
  redeem(id: string, verifier: string, options: { signal: AbortSignal }): Promise<RedeemResult>;
  /** Creates or links an account. Required if `redeem` can answer `binding`. */
  bind?(id: string, request: BindRequest, options: { signal: AbortSignal }): Promise<BindResult>;
  /** Sends a verification code. Required if an option has a field of type `code`. */
  sendVerificationCode?(
    id: string,
    request: CodesRequest,
    options: { signal: AbortSignal },
  ): Promise<CodeSent>;
  /** Ends the attempt. Not an error if it has ended already. */
  cancel(attempt: AttemptHandle, options: { readonly signal: AbortSignal }): Promise<void>;
}
