/** A request of node:http after a framework, or a proxy in front of it, has worked on it. */

/** The part that node:http and node:http2 have in common, and what frameworks add. */
export interface FrameworkRequest {
  url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly readableDidRead: boolean;
  /** Express: the path that the router has removed from the beginning of `url`. */
  readonly baseUrl?: unknown;
  /** Connect, and all that build on it: `url` as it came. */
  readonly originalUrl?: unknown;
  /** What a body parser made of the body. */
  readonly body?: unknown;
  /** The body as it came. */
  rawBody?: unknown;
}

/** The path and query as they came. */
export function wholeUrl({ url = '/', baseUrl, originalUrl }: FrameworkRequest): string {
  // Not `originalUrl` if possible: the application may have rewritten `url` before.
  if (typeof baseUrl === 'string' && url.startsWith('/')) return baseUrl + url;
  return typeof originalUrl === 'string' ? originalUrl : url;
}
