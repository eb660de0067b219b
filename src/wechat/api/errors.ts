/** The one error of the API client. It never holds a token, a secret or an address with one in it. */
import { describeErrcode, type ErrcodeKind } from './error-codes.js';

export type WechatApiErrorKind = ErrcodeKind | 'timeout' | 'network' | 'bad_response';

const retryableKinds: Readonly<Record<WechatApiErrorKind, boolean>> = {
  busy: true,
  token: true,
  misconfigured: false,
  quota: true,
  disabled: false,
  request: false,
  timeout: true,
  network: true,
  bad_response: true,
};

export interface WechatApiErrorDetails {
  readonly errcode?: number | undefined;
  readonly rid?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

export class WechatApiError extends Error {
  readonly kind: WechatApiErrorKind;
  /** What WeChat answered, if it answered. */
  readonly errcode: number | undefined;
  /** What is wrong and what to mend, for the operator's log; not for a visitor. */
  readonly sentence: string;
  /** Whether the same call can succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** Not before that many milliseconds; known for `quota`. */
  readonly retryAfterMs: number | undefined;
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
    this.retryAfterMs = details.retryAfterMs;
  }

  /** From an answer with an errcode. */
  static fromErrcode(errcode: number, errmsg: string): WechatApiError {
    const { kind, sentence, rid } = describeErrcode(errcode, errmsg);
    return new WechatApiError(kind, sentence, { errcode, rid });
  }
}
