/** The platform's web API. It is routed by path, so any base URL may stand in front of it. */
import type { ApiCall, Platform } from '../platform.js';
import type { Endpoint } from '../settings.js';
import { changeOpenids } from './change-openid.js';
import { createFaults } from './faults.js';
import { createQrCode, showQrCode } from './qr-code-endpoints.js';
import { Refusal, refusalAnswer, refusalOf } from './refusal.js';
import { issueStableToken, issueToken } from './token-endpoints.js';
import { readUserInfo } from './user-endpoint.js';

interface Route {
  readonly name: Endpoint;
  readonly method: 'GET' | 'POST';
  readonly answer: (platform: Platform, call: ApiCall) => Response | Promise<Response>;
}

/** By the end of the path. */
const routes: Readonly<Record<string, Route>> = {
  '/cgi-bin/token': { name: 'token', method: 'GET', answer: issueToken },
  '/cgi-bin/stable_token': { name: 'stable_token', method: 'POST', answer: issueStableToken },
  '/cgi-bin/qrcode/create': { name: 'qrcode/create', method: 'POST', answer: createQrCode },
  '/cgi-bin/showqrcode': { name: 'showqrcode', method: 'GET', answer: showQrCode },
  '/cgi-bin/user/info': { name: 'user/info', method: 'GET', answer: readUserInfo },
  '/cgi-bin/changeopenid': { name: 'changeopenid', method: 'POST', answer: changeOpenids },
};

/** Calls the simulated API as `fetch` calls the real one. */
export type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

/** Rejects as `fetch` does: TypeError for a dropped connection, or the signal's reason. */
export function createApi(platform: Platform): Fetch {
  const { random, now, settings, timers } = platform;
  const faults = createFaults(settings, timers);

  async function answer(request: Request, url: URL): Promise<Response> {
    const path = /\/cgi-bin\/.*$/.exec(url.pathname)?.[0] ?? '';
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!route) throw new Refusal(40066);
    const fault = await faults.intercept(route.name, request);
    if (fault) return fault;
    // Pictures are public; the rest is for whitelisted addresses
    // (docs/wechat.md#accounts-and-permissions).
    const { allowedAddresses, callerAddress } = settings;
    if (route.name !== 'showqrcode' && allowedAddresses?.includes(callerAddress) === false) {
      throw refusalOf(40164, callerAddress);
    }
    if (request.method !== route.method) {
      throw new Refusal(route.method === 'POST' ? 43002 : 43001);
    }
    return route.answer(platform, { request, query: url.searchParams });
  }

  return async (input, init) => {
    const request = ownRequest(input, init);
    request.signal.throwIfAborted();
    try {
      return await answer(request, new URL(request.url));
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error, random, now());
      throw error;
    }
  };
}

/** A server may hand over a Request of another implementation, which `new Request(input)` refuses. */
function ownRequest(input: Request | string | URL, init?: RequestInit): Request {
  if (typeof input === 'string' || input instanceof URL) return new Request(input, init);
  const { url, method, headers, body, signal } = input;
  const copied = { method, headers: [...headers], body, signal, duplex: 'half' };
  return new Request(url, { ...copied, ...init });
}
