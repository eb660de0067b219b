/**
 * The input and output of an endpoint. `http/` turns a Request into a Call and a Reply into a Response,
 * so that no endpoint knows headers or cookies.
 */
import type { Attempt } from '../attempts/attempt.js';
import type { Device } from '../base/secrets/device-cookie.js';
import type { Caller } from '../host/caller.js';

/**
 * On a request: this push was forwarded before. On the answer to a push: whether it was that of a login
 * or another one (docs/protocol.md#wechats-push).
 */
export const pushHeader = 'Wechat-Login-Push';

export interface Call {
  readonly caller: Caller;
  /** The `id` in the path; '' if the path has none. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** The text after `Bearer` in the `Authorization` header; '' without one. */
  readonly bearer: string;
  /** The key of an attempt, from `Wechat-Login-Key` or else from `bearer`; '' without one. */
  readonly key: string;
  /** Whether the caller asks for an event stream. */
  readonly wantsStream: boolean;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  /** The secret in the cookie of this attempt; '' if the browser sent none. */
  readonly attemptSecret: (attemptId: string) => string;
  /** The attempts whose cookies the browser sent, oldest first. */
  readonly attemptIds: () => readonly string[];
  /** The browser, if its device cookie is one that this backend has made. */
  readonly device: () => Promise<Device | undefined>;
  /** @throws WechatMpLoginError `unsupported_media_type`, `too_large`, `invalid_request` */
  readonly readJson: () => Promise<unknown>;
  /** The query as it came, without the "?". */
  readonly rawQuery: string;
  readonly contentType: string;
  /** Whether a backend has forwarded this push before (`Wechat-Login-Push`). */
  readonly isForwarded: boolean;
  /** The body as it came. @throws WechatMpLoginError `too_large`, `invalid_request` */
  readonly readBytes: (maxBytes: number, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
}

/** What the handling of a push needs to know of the request. */
export type PushCall = Pick<
  Call,
  'query' | 'rawQuery' | 'contentType' | 'isForwarded' | 'readBytes'
>;

export type Reply = JsonReply | TextReply | StreamReply | PageReply | RedirectReply;

export interface JsonReply {
  readonly status: 200 | 201 | 202 | 204;
  /** Absent for 204. */
  readonly json?: unknown;
  /** `Set-Cookie` lines of the application's session. */
  readonly setCookies?: readonly string[];
  /**
   * Sets the cookie of this attempt to the secret, if the attempt has ended only for as long as a retry gets
   * the same answer. Without a secret, deletes the cookie.
   */
  readonly attemptCookie?: {
    readonly id: string;
    readonly secret?: string;
    readonly isOver?: true;
  };
  /** Deletes the cookies of these other attempts. */
  readonly staleCookies?: readonly string[];
}

/** For WeChat's server. */
export interface TextReply {
  readonly status: number;
  readonly text: string;
  readonly type: 'text/plain' | 'text/xml';
  /** Whose push it answers: that of a login, or another one (`Wechat-Login-Push`). */
  readonly push?: 'login' | 'other';
}

/** For a visitor whom no page of the application can be shown. */
export interface PageReply {
  readonly status: number;
  readonly html: string;
}

/** Leads the visitor's browser to a page of the application. */
export interface RedirectReply {
  readonly redirectTo: string;
}

/** The attempt and all its changes, as an event stream. */
export interface StreamReply {
  readonly streamOf: Attempt;
}
