/** Sends pushes with the global `fetch`, without what marks a request as a browser's. */
import type { Deliver } from './send-request.js';

/** What Node.js's `fetch` sends its requests with (https://undici.nodejs.org/#/docs/api/Dispatcher). */
interface Dispatcher {
  dispatch(request: { headers?: unknown }, handler: unknown): boolean;
}

const browserHeaders = /^(?:sec-fetch-.*|accept-language)$/i;

/**
 * Node.js's `fetch` adds the headers of a browser and has no option against it. A server that filters
 * by fetch metadata (https://www.w3.org/TR/fetch-metadata/) would take the push for a page's request,
 * so they are removed on the way to the socket. Browsers themselves allow no such thing.
 */
export const deliverByFetch: Deliver = (request) => {
  const dispatcher = globalDispatcher();
  if (!dispatcher) return globalThis.fetch(request);
  // Node.js's `fetch` takes a dispatcher, but the types of the standard `fetch` do not name it.
  return globalThis.fetch(request, {
    dispatcher: withoutBrowserHeaders(dispatcher),
  } as RequestInit);
};

/** Undefined where `fetch` is not that of Node.js. No type names the symbol, which is its own. */
function globalDispatcher(): Dispatcher | undefined {
  const key = Symbol.for('undici.globalDispatcher.1');
  return (globalThis as { [key: symbol]: Dispatcher | undefined })[key];
}

function withoutBrowserHeaders(dispatcher: Dispatcher): Dispatcher {
  return {
    dispatch(request, handler) {
      // `fetch` passes an object. Leave everything else as it is.
      if (Array.isArray(request.headers)) return dispatcher.dispatch(request, handler);
      const headers = Object.entries(request.headers ?? {}).filter(
        ([name]) => !browserHeaders.test(name),
      );
      return dispatcher.dispatch({ ...request, headers: Object.fromEntries(headers) }, handler);
    },
  };
}
