/** The error of the API client. It never contains a token, a secret, or a URL with either. */
import { describeErrcode, type ErrcodeKind } from './error-codes.js';

/** `timeout`, `network` and `bad_response` mean that WeChat did not answer properly. */
export type WechatApiErrorKind = ErrcodeKind | 'timeout' | 'network' | 'bad_response';

/** The errcode of a call that WeChat has not granted to the account. */
export const notPermitted = 48001;

const retryableKinds = {
  busy: true,
  token: true,
  misconfigured: false,
  quota: true,
  disabled: false,
  request: false,
  timeout: true,
  network: true,
  bad_response: true,
} satisfies Record<WechatApiErrorKind, boolean>;

/** Details of a WechatApiError, if they are known. */
export interface WechatApiErrorDetails {
  readonly errcode?: number | undefined;
  readonly rid?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly isPaused?: boolean | undefined;
}

/** A call to WeChat's API failed. */
export class WechatApiError extends Error {
  readonly kind: WechatApiErrorKind;
  /** The errcode of WeChat's answer, if it has one. */
  readonly errcode: number | undefined;
  /** What is wrong and how to fix it, for the operator's log; never for visitors. */
  readonly sentence: string;
  /** Whether the same call may succeed later without any change of settings. */
  readonly retryable: boolean;
  /** Milliseconds to wait before the next call; known for `quota`. */
  readonly retryAfterMs: number | undefined;
  /** True if WeChat was not asked, because it refused an earlier call and the pause after it is running. */
  readonly isPaused: boolean;
  /** WeChat's request id, for its support and its debugging page. */
  readonly rid: string | undefined;

  constructor(kind: WechatApiErrorKind, sentence: string, details: WechatApiErrorDetails = {}) {
    super(sentence);
    this.name = 'WechatApiError';
    this.kind = kind;
    this.sentence = sentence;
    this.retryable = retryableKinds[kind];
    this.errcode = details.errcode;
    this.rid = details.rid;
    this.isPaused = details.isPaused ?? false;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** Makes the error for an answer with an errcode. */
  static fromErrcode(errcode: number, errmsg: string): WechatApiError {
    const { kind, sentence, rid } = describeErrcode(errcode, errmsg);
    return new WechatApiError(kind, sentence, { errcode, rid });
  }
}
