/** The project's one error class, its codes, and what the page does about each of them. */

/** Codes that cross the wire (docs/protocol.md, "Errors"). `problems.ts` has their statuses and titles. */
export type ProblemCode =
  | 'invalid_request'
  | 'proof_failed'
  | 'origin_denied'
  | 'reauthentication_required'
  | 'confirmation_required'
  | 'too_recent'
  | 'session_mismatch'
  | 'sign_in_refused'
  | 'captcha_required'
  | 'method_unavailable'
  | 'not_found'
  | 'method_not_allowed'
  | 'wrong_state'
  | 'identity_conflict'
  | 'last_way_in'
  | 'challenge_used'
  | 'gone'
  /** The person did not allow the web authorization in WeChat. */
  | 'authorization_refused'
  /** WeChat did not confirm the web authorization. */
  | 'authorization_failed'
  /** WeChat showed a snapshot of the page, whose visitors have made-up openids. */
  | 'virtual_user'
  /** Inside WeChat: the person has to follow the official account first. */
  | 'follow_required'
  | 'too_large'
  | 'unsupported_media_type'
  | 'slow_down'
  | 'rate_limited'
  | 'internal_error'
  | 'misconfigured'
  | 'quota_exhausted'
  | 'upstream_unavailable'
  | 'platform_disabled'
  | 'store_unavailable';

/** Codes for failures that only the page can detect. */
export type PageCode =
  /** No answer: down, refused, cut off, or this origin is not allowed. A page cannot tell these apart. */
  | 'unreachable'
  /** No answer in time. */
  | 'timeout'
  /** An answer that is not of this protocol: HTML, a captive portal, wrong types. */
  | 'bad_response'
  /** No `crypto.subtle`: the page was loaded over plain http. */
  | 'insecure_context'
  /** `backend` is missing, not a URL, or of another scheme than https. */
  | 'bad_backend'
  /** The backend asks for a method or a result that this version of the page cannot carry out. */
  | 'unsupported'
  /** The attempt's cookie does not come back: a frame of another site, or a browser that blocks cookies. */
  | 'cookies_blocked'
  /** A page of another origin embeds this one, so the prompts for new visitors are not shown. */
  | 'foreign_frame'
  /** Something in front of the backend asks for an authentication of its own, such as HTTP Basic. */
  | 'http_auth'
  /** The browser lacks something that the login cannot do without. */
  | 'old_browser'
  /** A file of this package did not load, perhaps because a deployment has removed it. */
  | 'load_failed';

/** Every code that a `WechatMpLoginError` can have. */
export type ErrorCode = ProblemCode | PageCode;

/** What every page has to know about an error code. A fact that is left out is false. */
export interface ErrorFacts {
  /** The same call can succeed later without anybody changing anything. */
  readonly retryable?: true;
  /** No answer arrived: the backend may or may not have carried out the request. */
  readonly isUnanswered?: true;
  /** It takes minutes or longer to pass, so the page does not retry by itself within seconds. */
  readonly passesSlowly?: true;
  /** Starting again can help, because the person can do something else this time. */
  readonly isUpToPerson?: true;
}

/** Codes without any of these facts are left out. What the prompts need to know is in `error-codes.ts`. */
const errorFacts: Readonly<Partial<Record<ErrorCode, ErrorFacts>>> = {
  proof_failed: { isUpToPerson: true },
  reauthentication_required: { isUpToPerson: true },
  confirmation_required: { isUpToPerson: true },
  session_mismatch: { isUpToPerson: true },
  sign_in_refused: { isUpToPerson: true },
  captcha_required: { isUpToPerson: true },
  method_unavailable: { isUpToPerson: true },
  identity_conflict: { isUpToPerson: true },
  authorization_refused: { isUpToPerson: true },
  authorization_failed: { retryable: true },
  virtual_user: { isUpToPerson: true },
  follow_required: { isUpToPerson: true },
  slow_down: { retryable: true, passesSlowly: true },
  rate_limited: { retryable: true, passesSlowly: true },
  internal_error: { retryable: true },
  quota_exhausted: { retryable: true, passesSlowly: true },
  upstream_unavailable: { retryable: true },
  platform_disabled: { retryable: true, passesSlowly: true },
  store_unavailable: { retryable: true },
  unreachable: { retryable: true, isUnanswered: true },
  timeout: { retryable: true, isUnanswered: true },
  bad_response: { retryable: true },
  cookies_blocked: { isUpToPerson: true },
  foreign_frame: { isUpToPerson: true },
  load_failed: { isUpToPerson: true },
};

/** Not an object, which has `toString`. Works in old browsers, too, which have to be told. */
const factsByCode: ReadonlyMap<string, ErrorFacts> = new Map(Object.entries(errorFacts));
const noFacts: ErrorFacts = {};

/**
 * Looks up the facts about a code. A code that this version does not know has none.
 *
 * @example
 * ```ts
 * factsOf('rate_limited').retryable; // true
 * factsOf('sign_in_refused').isUpToPerson; // true
 * ```
 */
export function factsOf(code: ErrorCode): ErrorFacts {
  return factsByCode.get(code) ?? noFacts;
}

/** What a `WechatMpLoginError` can carry beside its code. */
export interface ErrorDetails {
  /** For developers, in English. The code unless set. */
  readonly message?: string | undefined;
  /** The error that caused this one. */
  readonly cause?: unknown;
  /** The name of the field that was wrong. */
  readonly field?: string | undefined;
  /** How long the other side asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** With `gone`: the state in which the attempt ended, or why it failed. */
  readonly reason?: string | undefined;
  /** With `proof_failed`: the number of tries left. */
  readonly remaining?: number | undefined;
  /** With `sign_in_refused`: what the application says to the visitor. */
  readonly sentence?: string | undefined;
  /** With `captcha_required`: the public key of the captcha. */
  readonly siteKey?: string | undefined;
  /** With `method_unavailable` and `quota_exhausted`: the methods that work now, best first. */
  readonly methods?: readonly string[] | undefined;
}

/** The same symbol in every copy of this package, so that one copy recognizes the errors of another. */
const brand = Symbol.for('wechat-mp-login/error');

/**
 * Something that went wrong. Branch on `code`; `message` is only for developers.
 *
 * @example
 * ```ts
 * throw new WechatMpLoginError('rate_limited', { retryAfterMs: 30_000 });
 * ```
 */
export class WechatMpLoginError extends Error {
  readonly code: ErrorCode;
  /** Whether the same call can succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** How long the other side asked to wait, in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
  /** The name of the field that was wrong. */
  declare readonly field: string | undefined;
  /** With `gone`: the state in which the attempt ended, or why it failed. */
  declare readonly reason: string | undefined;
  /** With `proof_failed`: the number of tries left. */
  declare readonly remaining: number | undefined;
  /** With `sign_in_refused`: what the application says to the visitor, in the language of the page. */
  declare readonly sentence: string | undefined;
  /** With `captcha_required`: the public key of the captcha, if it has one. */
  declare readonly siteKey: string | undefined;
  /** With `method_unavailable` and `quota_exhausted`: the methods that work now, best first. */
  declare readonly methods: readonly string[] | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const { message = code, cause, ...rest } = details;
    super(message, { cause });
    this.name = 'WechatMpLoginError';
    this.code = code;
    this.retryable = factsOf(code).retryable === true;
    Object.assign(this, rest);
  }

  get [brand](): true {
    return true;
  }
}

/**
 * Tells whether something is a `WechatMpLoginError`, also one of another copy of this package on the
 * same page, for which `instanceof` is false.
 *
 * @example
 * ```ts
 * declare const login: () => Promise<void>;
 * try {
 *   await login();
 * } catch (error) {
 *   if (isWechatMpLoginError(error) && error.retryable) console.log('Try again later.');
 * }
 * ```
 */
export function isWechatMpLoginError(value: unknown): value is WechatMpLoginError {
  return typeof value === 'object' && value !== null && brand in value;
}
