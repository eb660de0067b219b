/** Everything that the simulator serves below one address: the API, WeChat's browser, the phone. */
import { isBrowserPath } from './web/browser.js';

/**
 * Calls the simulated API as `fetch` calls the real one. Servers may pass the caller's address beside
 * the request, as they do to the backend; it is ignored.
 */
export type Fetch = (
  input: Request | string | URL,
  init?: RequestInit & { readonly address?: string },
) => Promise<Response>;

type Handler = (request: Request) => Promise<Response>;

/** The phone is below `/phone/`, which no path of WeChat's API ends with. */
export function createFetch(api: Handler, phone: Handler, browser: Handler): Fetch {
  return async (input, init) => {
    const request = ownRequest(input, init);
    request.signal.throwIfAborted();
    const { pathname } = new URL(request.url);
    if (isBrowserPath(pathname)) return browser(request);
    const isForPhone = /\/phone\/[^/]*$/.test(pathname);
    return isForPhone ? phone(request) : api(request);
  };
}

/**
 * A server may hand over a Request of another implementation, which `new Request(input)` refuses.
 * @throws TypeError if it is no Request, or its body was read before
 */
function ownRequest(input: Request | string | URL, init?: RequestInit): Request {
  if (typeof input === 'string' || input instanceof URL) return new Request(input, init);
  const { url, method, headers, body, signal } = input;
  if (typeof url !== 'string' || typeof (headers as Partial<Headers>).get !== 'function') {
    throw new TypeError(
      'simulator.fetch takes a Request, and this is none. Pass what the framework has as its Request, such as `context.req.raw`; for requests of node:http, mount toNodeListener(simulator) of wechat-mp-login/server/node.',
    );
  }
  if (input.bodyUsed) {
    throw new TypeError(
      `Something has read the body of ${method} ${url} before the simulator. Mount the simulator before every body parser, or pass on a clone of the request.`,
    );
  }
  const copied = { method, headers: [...headers], body, signal, duplex: 'half' };
  return new Request(url, { ...copied, ...init });
}
