/** The sender of a request. */

/**
 * The facts about a request that a page cannot set itself. They are passed beside the `Request`, because
 * this backend also runs inside a page, and a browser drops `Cookie`, `Origin` and `Set-Cookie` from the
 * `Request` and `Response` objects that a page creates.
 * @see https://fetch.spec.whatwg.org/#forbidden-request-header
 * @see https://fetch.spec.whatwg.org/#forbidden-response-header-name
 */
export interface Caller {
  /** The client's IP address; limits count by it. */
  readonly address: string;
  /** The `Origin` header; null if there is none. */
  readonly origin: string | null;
  readonly userAgent: string;
  /** The `Cookie` header; '' if there is none. */
  readonly cookie: string;
  /** Adds one `Set-Cookie` line to the response. */
  setCookie(line: string): void;
}
