/** A simulator with a clock that moves only when a test moves it, and with repeatable randomness. */
import assert from 'node:assert/strict';
import { createSimulator } from '../../../src/simulator/index.js';
import type { Deliver, Simulator, SimulatorOptions } from '../../../src/simulator/index.js';
import { FakeClock } from '../clock.js';

/** When the clock of a harness starts, in milliseconds since 1970. */
export const startMs = 1_711_276_623_000;

/** xorshift32: each call returns other bytes, each run the same (https://www.jstatsoft.org/article/view/v008i14). */
export function seededRandom(seed = 1): (length: number) => Uint8Array {
  let state = seed;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state >>> 24;
    });
}

export interface SimulatorHarness {
  readonly simulator: Simulator;
  readonly clock: FakeClock;
  /** The pushes that have arrived, in order. */
  readonly received: readonly ReceivedPush[];
}

export interface ReceivedPush {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}

export const callbackUrl = 'https://shop.example/wechat-login/wechat/default';

/** @param answer the answer of the account's server to a push; default: an empty body */
export function createSimulatorHarness(
  options: SimulatorOptions = {},
  answer: (request: Request, received: ReceivedPush) => Response | Promise<Response> = () =>
    new Response(''),
): SimulatorHarness {
  const clock = new FakeClock(startMs);
  const received: ReceivedPush[] = [];
  const deliver: Deliver = async (request) => {
    const { method, headers } = request;
    const query = new URL(request.url).searchParams;
    received.push({ method, query, headers, body: await request.clone().text() });
    return answer(request, received.at(-1) as ReceivedPush);
  };
  const simulator = createSimulator({
    random: seededRandom(),
    now: clock.now,
    timers: clock.timers,
    deliver,
    people: ['Ann', { name: 'Ben', follows: true }, 'Cem'],
    log: () => undefined,
    ...options,
    account: { callbackUrl, ...options.account },
  });
  return { simulator, clock, received };
}

export type Json = Readonly<Record<string, unknown>>;

/** Calls the API and returns the JSON of the answer. */
export async function callApi(
  { fetch }: Simulator,
  path: string,
  body?: unknown,
  init: RequestInit = {},
): Promise<Json> {
  const response = await fetch(`https://api.weixin.qq.com${path}`, {
    ...(body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
    ...init,
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json; encoding=utf-8');
  return (await response.json()) as Json;
}

export function stableTokenOf(simulator: Simulator, more: object = {}): Promise<Json> {
  const { appId: appid, appSecret: secret } = simulator.account;
  const body = { grant_type: 'client_credential', appid, secret, ...more };
  return callApi(simulator, '/cgi-bin/stable_token', body);
}

export async function accessToken(simulator: Simulator): Promise<string> {
  const { access_token: token } = await stableTokenOf(simulator);
  assert.ok(typeof token === 'string');
  return token;
}

/** Calls an endpoint with an access token; GET if there is no body. */
export async function callEndpoint(
  simulator: Simulator,
  endpoint: string,
  body?: unknown,
): Promise<Json> {
  const separator = endpoint.includes('?') ? '&' : '?';
  const token = await accessToken(simulator);
  return callApi(simulator, `/cgi-bin/${endpoint}${separator}access_token=${token}`, body);
}

export function requestQrCode(simulator: Simulator, body: unknown): Promise<Json> {
  return callEndpoint(simulator, 'qrcode/create', body);
}

/** Creates a temporary QR code of that scene, as the backend does. */
export async function createSceneQrCode(
  simulator: Simulator,
  scene = 'scene-1',
): Promise<{ url: string; ticket: string }> {
  const { url, ticket } = await requestQrCode(simulator, {
    expire_seconds: 240,
    action_name: 'QR_STR_SCENE',
    action_info: { scene: { scene_str: scene } },
  });
  assert.ok(typeof url === 'string' && typeof ticket === 'string');
  return { url, ticket };
}

/** Scans a new QR code as person-2, who is a follower. */
export async function scanByFollower(harness: SimulatorHarness): Promise<{ ticket: string }> {
  const { simulator } = harness;
  const code = await createSceneQrCode(simulator, 'scene-1');
  await simulator.phone.scan('person-2', code.url);
  return code;
}
