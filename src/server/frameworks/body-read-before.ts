/** Bodies that a body parser has read before the backend could. */
import type { FrameworkRequest } from './framework-request.js';
import { restoreXml } from './restore-xml.js';

/** The body, if a body parser has read it; undefined if not, or if it cannot be restored. */
export function bodyReadBefore(incoming: FrameworkRequest): string | Uint8Array | undefined {
  // Parsers also set `body` to {} for a body that they leave alone.
  if (!incoming.readableDidRead) return undefined;
  const { rawBody, body, headers } = incoming;
  for (const each of [rawBody, body]) {
    if (typeof each === 'string' || each instanceof Uint8Array) return each;
  }
  if (typeof body !== 'object' || body === null) return undefined;
  if (/^application\/json\b/i.test(String(headers['content-type'] ?? ''))) {
    // No request of the protocol has an empty object: some other middleware has thrown the body away.
    return Object.keys(body).length > 0 ? JSON.stringify(body) : undefined;
  }
  return restoreXml(body);
}
