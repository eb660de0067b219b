/** One backend under test, and everything that the checker plays around it: WeChat, codes, the clock. */
import { createSimulator, type Fetch, type Simulator } from '../simulator/index.js';
import { NotApplicable } from './case.js';
import {
  codesPath,
  secondKey,
  secondPath,
  type Fixture,
  type OfficialAccountKeys,
} from './fixture.js';

export interface RigOptions {
  /** The base URL of the backend under test. */
  readonly url: string;
  readonly fixture: Fixture;
  /** Moves the clock of the backend. Default: it has no such hook, and cases that need it do not apply. */
  readonly advance?: (ms: number) => Promise<void>;
  /** Everything that the backend has logged so far. Default: its log cannot be read. */
  readonly log?: () => string;
  /** Default: the address of `url`. */
  readonly origin?: string;
  /** For one request. Default: 10 s. */
  readonly timeoutMs?: number;
  /** Calls the backend. Default: the global `fetch`. */
  readonly call?: (request: Request) => Promise<Response>;
}

/** The requests that the backend has sent to WeChat's API. */
export interface ApiCall {
  /** After `/cgi-bin/`. */
  readonly path: string;
  readonly scene?: string;
  /** Of the QR code that WeChat returned. */
  readonly url?: string;
}

/** A verification code that the backend has sent. */
export interface SentCode {
  readonly target: string;
  readonly code: string;
}

/** @param officialAccount the key of the account that asks */
type UserInfo = (usual: object, officialAccount: string) => object | Promise<object>;

export interface Rig extends RigOptions {
  /** How a page begins unless its case says otherwise. `discover` changes it where nothing can be scanned. */
  method: 'scan' | 'message';
  readonly origin: string;
  readonly timeoutMs: number;
  readonly call: (request: Request) => Promise<Response>;
  readonly simulator: Simulator;
  /** The checker's address: WeChat's API, and below `codesPath` the sink of verification codes. */
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly apiCalls: readonly ApiCall[];
  readonly sentCodes: readonly SentCode[];
  /** What WeChat says about a person in place of what it would say, by openid. */
  readonly userInfo: Map<string, UserInfo>;
  /** The scene of the QR code with this content; undefined if WeChat did not make it. */
  sceneOf(qrCodeUrl: string): string | undefined;
  /** @throws NotApplicable if the backend has no hook for its clock */
  moveClock(ms: number): Promise<void>;
  /** Each call returns another number, for what has to be unique in one run. */
  next(): number;
}

export function createRig(options: RigOptions): Rig {
  const { fixture, origin = new URL(options.url).origin, timeoutMs = 10_000 } = options;
  const { call = (request) => fetch(request) } = options;
  let aheadMs = 0;
  let count = 0;
  const now = (): number => Date.now() + aheadMs;
  const apiCalls: ApiCall[] = [];
  const sentCodes: SentCode[] = [];
  const userInfo: Rig['userInfo'] = new Map();
  const simulator = simulatorOf(options, now, 'default', fixture);
  const second = simulatorOf(options, now, secondKey, fixture.second);

  return {
    ...options,
    method: 'scan',
    ...{ origin, timeoutMs, call, simulator, now, apiCalls, sentCodes, userInfo },
    async fetch(input, init) {
      const request = new Request(input, init);
      const { pathname, searchParams } = new URL(request.url);
      if (pathname.endsWith(codesPath)) return takeCode(request, sentCodes);
      const [, path] = /\/cgi-bin\/(.*)$/.exec(pathname) ?? [];
      const isSecond = pathname.startsWith(`${secondPath}/`);
      const body = path === 'qrcode/create' ? await request.clone().text() : '';
      const response = await (isSecond ? second : simulator).fetch(request);
      if (path === undefined) return response;
      const told = path === 'user/info' && userInfo.get(searchParams.get('openid') ?? '');
      // The simulator answers with an object.
      if (told) {
        const usual = Object(await response.json()) as object;
        return Response.json(await told(usual, isSecond ? secondKey : 'default'));
      }
      const made = path === 'qrcode/create' ? await response.clone().text() : '';
      const [scene, qrCodeUrl] = [textIn(body, 'scene_str'), textIn(made, 'url')];
      apiCalls.push({
        path,
        ...(scene === undefined ? {} : { scene }),
        ...(qrCodeUrl === undefined ? {} : { url: qrCodeUrl }),
      });
      return response;
    },
    sceneOf: (qrCodeUrl) => apiCalls.findLast((call) => call.url === qrCodeUrl)?.scene,
    async moveClock(ms) {
      if (!options.advance) throw new NotApplicable('the backend has no hook for its clock');
      aheadMs += ms;
      await options.advance(ms);
    },
    next: () => ++count,
  };
}

/** WeChat, as the official account with this key sees it. */
function simulatorOf(
  { url, fixture, call }: RigOptions,
  now: () => number,
  key: string,
  { appId, appSecret, token, encodingAesKey, originalId }: OfficialAccountKeys,
): Simulator {
  return createSimulator({
    account: {
      ...{ appId, appSecret, token, encodingAesKey, originalId },
      name: 'Conformance',
      callbackUrl: `${url.replace(/\/+$/, '')}/wechat/${key}`,
      openPlatform: fixture.openPlatform ? 'conformance' : null,
    },
    people: [],
    now,
    log: () => undefined,
    ...(call ? { deliver: call } : {}),
  });
}

/** @throws NotApplicable for a case that scans, if the backend makes no QR codes */
export function needQrCodes({ method }: Rig): void {
  if (method === 'scan') return;
  throw new NotApplicable('the backend offers no method scan, and the case needs a QR code');
}

async function takeCode(request: Request, sentCodes: SentCode[]): Promise<Response> {
  const text = await request.text();
  const [target, code] = [textIn(text, 'target'), textIn(text, 'code')];
  if (target === undefined || code === undefined) return new Response(null, { status: 400 });
  sentCodes.push({ target, code });
  return new Response(null, { status: 204 });
}

/** The first text with this name in a JSON body, however deep. */
function textIn(json: string, name: string): string | undefined {
  const [, quoted] = new RegExp(`"${name}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(json) ?? [];
  return quoted === undefined ? undefined : String(JSON.parse(quoted));
}
