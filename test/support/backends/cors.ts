/** CORS as these backends answer it: every origin, with cookies. */

export function withCors(request: Request, response: Response, mayHaveCookies = true): Response {
  const origin = request.headers.get('origin');
  if (!origin) return response;
  const { headers } = response;
  headers.set('Access-Control-Allow-Origin', mayHaveCookies ? origin : '*');
  if (mayHaveCookies) headers.set('Access-Control-Allow-Credentials', 'true');
  const asked = request.headers.get('access-control-request-headers');
  if (asked) headers.set('Access-Control-Allow-Headers', asked);
  headers.set('Access-Control-Allow-Methods', 'GET, POST');
  return response;
}

/** Reads the path, the query and the JSON of a request. */
export async function readRequest(request: Request): Promise<{
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}> {
  const { pathname, searchParams } = new URL(request.url);
  const text = await request.text();
  // Both backends take JSON, whatever its type is called.
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { path: pathname, query: searchParams, body };
}
