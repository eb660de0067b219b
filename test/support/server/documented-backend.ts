/** A backend with the WeChat simulator that checks its every answer against docs/openapi.json. */
import assert from 'node:assert/strict';
import { createChain } from '../../../src/protocol/chain.js';
import type { Chain } from '../../../src/protocol/chain.js';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import { createWechatMpLogin } from '../../../src/server/index.js';
import type { Options } from '../../../src/server/index.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { assertDocumented, findRoute, routes } from '../protocol/openapi.js';

const base = 'https://shop.example/wechat-login';
export const startMs = 1_800_000_000_000;
/** Every `operation status` that occurred in the tests of one file. */
export const seen = new Set<string>();

export interface CheckedAnswer {
  readonly status: number;
  readonly body: string;
  readonly setCookies: readonly string[];
  readonly code: unknown;
}

interface RequestOptions {
  readonly method?: string;
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

export function createDocumentedBackend({ limits = {}, ...options }: Partial<Options> = {}) {
  const clock = { nowMs: startMs };
  const now = (): number => clock.nowMs;
  const simulator = createSimulator({
    now,
    account: { callbackUrl: `${base}/wechat/default` },
    deliver: async (request) => {
      const response = await login.fetch(request);
      const { pathname } = new URL(request.url);
      return check(request.method, pathname, response);
    },
  });
  const login = createWechatMpLogin({
    publicUrl: base,
    wechat: simulator.wechatOptions(),
    officialAccount: { name: 'Example Shop', avatar: '/avatar.svg' },
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: true, now }),
    newAccounts: 'create',
    confirm: 'none',
    limits: { pollsPerSecond: 1000, ...limits },
    log: () => undefined,
    now,
    ...options,
  });

  async function check(method: string, pathname: string, response: Response): Promise<Response> {
    const path = pathname.slice('/wechat-login'.length);
    const { status, headers } = response;
    const body = await response.text();
    assertDocumented(method, path, { status, headers, body });
    seen.add(`${findRoute(method, path)?.operation.operationId ?? 'elsewhere'} ${status}`);
    return new Response(status === 204 ? null : body, { status, headers });
  }

  async function request(path: string, init: RequestOptions = {}): Promise<CheckedAnswer> {
    const { json, body = json === undefined ? undefined : JSON.stringify(json) } = init;
    const method = init.method ?? (body === undefined ? 'GET' : 'POST');
    const headers = {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    };
    const sent = new Request(base + path, { method, headers, ...(body ? { body } : {}) });
    // Browsers set these headers themselves and do not let a script set them.
    const { cookie = '', origin = null } = init.headers ?? {};
    const response = await login.fetch(sent, { cookie, origin, address: '203.0.113.1' });
    const { pathname } = new URL(sent.url);
    const checked = await check(method, pathname, response);
    const text = await checked.text();
    const isJson = /json/.test(checked.headers.get('content-type') ?? '');
    return {
      status: checked.status,
      body: text,
      setCookies: response.headers.getSetCookie(),
      code: isJson ? (JSON.parse(text) as { code?: unknown }).code : undefined,
    };
  }

  const create = async (
    chain: Chain,
    headers: Record<string, string> = {},
    purpose = 'login',
  ): Promise<CheckedAnswer> =>
    request('/attempts', {
      json: { challenge: chain.challenge, purpose, method: 'scan', returnTo: '/account' },
      headers,
    });

  async function open(headers: Record<string, string> = {}, purpose = 'login') {
    const chain = await createChain();
    const answer = await create(chain, headers, purpose);
    assert.equal(answer.status, 201);
    const { id, present } = JSON.parse(answer.body) as { id: string; present: { url: string } };
    const cookie = answer.setCookies[0]?.split(';')[0] ?? '';
    return { chain, id, cookie, url: present.url };
  }
  type Tab = Awaited<ReturnType<typeof open>>;

  /** Scans as the WeChat user with this number and returns the last message of the chat. */
  async function scan({ url }: Tab, number = 0): Promise<string> {
    const person = (await simulator.phone.people())[number];
    assert.ok(person);
    const result = await simulator.phone.scan(person.id, url);
    if (result.type === 'profile') await simulator.phone.follow(person.id, result.scanId);
    await simulator.idle();
    return JSON.stringify((await simulator.phone.chat(person.id)).at(-1));
  }

  return {
    ...{ simulator, login, clock, request, create, open, scan },
    watch: (tab: Tab, query = '', headers: Record<string, string> = {}) =>
      request(`/attempts/${tab.id}${query}`, {
        headers: { authorization: `Bearer ${tab.chain.key}`, ...headers },
      }),
    cancel: (tab: Tab, headers: Record<string, string> = {}) =>
      request(`/attempts/${tab.id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${tab.chain.key}`, ...headers },
      }),
    redeem: (tab: Tab, headers: Record<string, string> = {}) =>
      request(`/attempts/${tab.id}/redeem`, {
        json: { verifier: tab.chain.verifier },
        headers: { cookie: tab.cookie, ...headers },
      }),
  };
}

/** The documented answers of these operations that did not occur, except internal errors. */
export function findMissingAnswers(isIncluded: (operation: string) => boolean): string[] {
  return routes
    .filter(({ operation }) => isIncluded(operation.operationId))
    .flatMap(({ operation }) =>
      Object.keys(operation.responses).map((status) => `${operation.operationId} ${status}`),
    )
    .filter((name) => !seen.has(name) && !name.endsWith(' 500'))
    .toSorted();
}

/** Operations about accounts and their identities, which openapi-binding.test.ts covers. */
export const isBindingOperation = (operation: string): boolean =>
  /^(bindAttempt|sendCode|exchangeCode|listIdentities|unlinkIdentity)$/.test(operation);
