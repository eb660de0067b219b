/** Who sent a request. */

/**
 * What a server must know about a request and a page must not set. It is passed beside the `Request`,
 * because a browser drops `Cookie`, `Origin` and `Set-Cookie` from the `Request` and `Response` objects
 * that a page creates, and this backend also runs inside a page.
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
