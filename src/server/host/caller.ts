/**
 * Who calls: what a page may not set and a server must know. Handed in beside the request, because a
 * browser drops `Cookie`, `Origin` and `Set-Cookie` from the Requests and Responses that it makes
 * itself, and this backend also runs inside a page (Fetch standard, "forbidden request-header" and
 * "forbidden response-header name").
 */
export interface Caller {
  /** The client's address, for limits. */
  readonly address: string;
  /** The `Origin` header. */
  readonly origin: string | null;
  readonly userAgent: string;
  /** The `Cookie` header. */
  readonly cookie: string;
  /** Takes one `Set-Cookie` line. */
  setCookie(line: string): void;
}
