/**
 * What a login needs of a backend. Ours speaks the protocol over HTTP (http-backend.ts); a page may
 * hand over any other object of this shape.
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

/** An attempt as its page may act on it. */
export interface AttemptHandle {
  readonly id: string;
  /** `k` of the chain: reads and cancels, signs nobody in. */
  readonly key: string;
}

export interface WatchOptions {
  /** The newest `rev` that the page has seen. */
  readonly rev: number;
  /** Seconds to leave between two polls, as the backend last said. */
  readonly interval: number;
  readonly signal: AbortSignal;
}

/**
 * Every method rejects with a `WechatMpLoginError`, or with `signal.reason` once aborted, and lets
 * go of everything when `signal` aborts.
 */
export interface Backend {
  create(request: CreateRequest, options: { signal: AbortSignal }): Promise<Created>;
  /**
   * One connection's worth of news: snapshots as they come, over when the attempt ends or the
   * connection does. The login connects again, with back-off, until it has seen an end.
   */
  watch(attempt: AttemptHandle, options: WatchOptions): AsyncIterable<Snapshot>;
  redeem(id: string, verifier: string, options: { signal: AbortSignal }): Promise<RedeemResult>;
  /** Makes or links an account. Needed where `redeem` can answer `binding`. */
  bind?(id: string, request: BindRequest, options: { signal: AbortSignal }): Promise<BindResult>;
  /** Has a code sent. Needed where an option has a field of type `code`. */
  sendVerificationCode?(
    id: string,
    request: CodesRequest,
    options: { signal: AbortSignal },
  ): Promise<CodeSent>;
  /** Ends the attempt; no error where it has ended already. */
  cancel(attempt: AttemptHandle, options: { readonly signal: AbortSignal }): Promise<void>;
}
