/** The platform's web API. It is routed by path, so any base URL may stand in front of it. */
import type { ActionPushes } from '../phone/push-actions.js';
import type { Platform } from '../platform.js';
import type { Endpoint } from '../settings.js';
import { isListed } from './addresses.js';
import { readBody } from './body.js';
import { createFaults } from './faults.js';
import { isNotSimulated, notSimulated, notSimulatedErrcode } from './not-simulated.js';
import { jsonResponse, newRid, Refusal, refusalBody, refusalOf } from './refusal.js';
import { routes } from './routes.js';

interface Call {
  readonly request: Request;
  readonly url: URL;
  /** Reads the body once. */
  readonly text: () => Promise<string>;
}

/** Rejects as `fetch` does: TypeError for a dropped connection, or the signal's reason. */
export function createApi(
  platform: Platform,
  pushes: ActionPushes,
): (request: Request) => Promise<Response> {
  const { settings, timers, now } = platform;
  const faults = createFaults(settings, timers);

  async function answer({ request, url, text }: Call): Promise<Response> {
    const name = endpointAt(url.pathname);
    const fault = await faults.intercept(name, request);
    if (fault) return fault;
    // Pictures are public; the rest is for whitelisted addresses
    // (docs/wechat.md#accounts-and-permissions).
    const { allowedAddresses, callerAddress } = settings;
    if (name !== 'showqrcode' && allowedAddresses && !isListed(callerAddress, allowedAddresses)) {
      throw refusalOf(40164, callerAddress);
    }
    const route = routes[name];
    if (request.method !== (route.method ?? request.method)) {
      throw new Refusal(route.method === 'POST' ? 43002 : 43001);
    }
    return route.answer(platform, { request, query: url.searchParams, text }, pushes);
  }

  return async (request) => {
    const startMs = now();
    let body: Promise<string> | undefined;
    const text = () => (body ??= readBody(request));
    const call = { request, url: new URL(request.url), text };
    try {
      return await answer(call);
    } catch (error) {
      if (error instanceof Refusal) return refuse(platform, call, error, startMs);
      throw error;
    }
  };
}

/** @throws Refusal if the simulator has no such endpoint */
function endpointAt(pathname: string): Endpoint {
  const ends = pathname.split('/').map((_, at, parts) => `/${parts.slice(at).join('/')}`);
  for (const path of ends) {
    const name = path.replace(/^\/cgi-bin\/(?!sns\/)|^\/(?=sns\/)/, '');
    if (name !== path && Object.hasOwn(routes, name)) return name as Endpoint;
  }
  const real = ends.find(isNotSimulated);
  throw real === undefined ? new Refusal(40066) : notSimulated(real);
}

/** Answers with the errcode, and remembers the call for `openapi/rid/get`. */
async function refuse(
  { settings, random, now, failedCalls, log }: Platform,
  { url, text }: Call,
  refusal: Refusal,
  startMs: number,
): Promise<Response> {
  if (refusal.errcode === notSimulatedErrcode) {
    log('warn', 'not_simulated', { path: url.pathname, sentence: refusal.message });
  }
  // A body that is too long, no text or broken off is remembered as an empty one.
  const requestBody = await text().catch(() => '');
  const rid = newRid(random, now());
  // The two parts of the API write it in two ways (docs/wechat.md#error-codes).
  const isWeb = /\/sns\//.test(url.pathname);
  const responseBody = refusalBody(refusal, isWeb ? `, rid: ${rid}` : ` rid: ${rid}`);
  failedCalls.remember(rid, {
    atMs: startMs,
    costMs: now() - startMs,
    query: url.search.slice(1),
    requestBody,
    responseBody,
    callerAddress: settings.callerAddress,
  });
  return jsonResponse(responseBody);
}
