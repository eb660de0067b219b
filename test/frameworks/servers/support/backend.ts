/** A backend with the simulator as WeChat, and a visitor who signs in through a mount of it. */
import assert from 'node:assert/strict';
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createChain } from 'wechat-mp-login/protocol';
import { createWechatMpLogin, type WechatMpLogin } from 'wechat-mp-login/server';
import { createSimulator, type Simulator } from 'wechat-mp-login/simulator';

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface TestBackend {
  readonly login: WechatMpLogin;
  readonly simulator: Simulator;
  readonly log: readonly LogLine[];
}

/** Answers a request, as the mounted server or function does. */
export type Send = (request: Request) => Promise<Response>;

/** Where the simulator sends its pushes: to the mount that is being tested. */
let pushTo: Send = (request) => fetch(request);

export function createBackend(path = '/wechat-login'): TestBackend {
  const log: LogLine[] = [];
  const simulator = createSimulator({ deliver: (request) => pushTo(request) });
  const login = createWechatMpLogin({
    publicUrl: `http://localhost:3000${path}`,
    wechat: simulator.wechatOptions(),
    officialAccount: { name: 'Mountain Shop' },
    newAccounts: 'create',
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: false }),
    log: (level, event, details) => log.push({ level, event, details }),
  });
  return { login, simulator, log };
}

/** The lines that say how a mount changes requests. */
export function hintsIn(log: readonly LogLine[]): string[] {
  return log
    .filter(({ event }) =>
      /^(unexpected_path|body_already_read|not_a_request|internal_error|push_refused)$/.test(event),
    )
    .map(({ event, details }) => `${event}: ${JSON.stringify(details)}`);
}

/**
 * Signs somebody in through `url`: creates an attempt, watches its event stream, scans, follows, and
 * redeems with the cookie. Pushes come encrypted, as in safe mode.
 */
export async function signIn(
  simulator: Simulator,
  url: string,
  send: Send = (request) => fetch(request),
): Promise<void> {
  pushTo = send;
  simulator.account.callbackUrl = `${url}/wechat/default`;
  const { verifier, challenge, key } = await createChain();
  let cookie = '';
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await send(new Request(`${url}${path}`, init));
    assert.ok(response.ok, `${path} answers ${response.status}: ${await textOf(response)}`);
    return response;
  };
  const post = (path: string, body: object): Promise<Response> =>
    call(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const created = await post('/attempts', { challenge, purpose: 'login', method: 'scan' });
  cookie = created.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { id, present } = (await created.json()) as { id: string; present: { url: string } };

  const headers = { accept: 'text/event-stream', authorization: `Bearer ${key}` };
  const stream = await call(`/attempts/${id}`, { headers });
  assert.match(stream.headers.get('content-type') ?? '', /text\/event-stream/);
  const reader = (stream.body ?? assert.fail()).pipeThrough(new TextDecoderStream()).getReader();
  let events = '';
  const seen = async (state: string): Promise<void> => {
    while (!events.includes(`"${state}"`)) {
      const { value, done } = await reader.read();
      assert.ok(!done, `the stream ended before ${state}: ${events}`);
      events += value;
    }
  };
  await seen('pending');
  const person = (await simulator.phone.people())[0]?.id ?? assert.fail();
  const scanned = await simulator.phone.scan(person, present.url);
  if (scanned.type === 'profile') await simulator.phone.follow(person, scanned.scanId);
  await simulator.idle();
  const { attempts } = simulator.deliveries.at(-1) ?? assert.fail('no push');
  assert.match(attempts[0]?.body ?? '', /<Encrypt>/);
  const { outcome } = attempts[0] ?? assert.fail('the push was not sent');
  assert.equal(outcome.type === 'answered' && outcome.status, 200, JSON.stringify(outcome));
  await seen('approved');

  const redeemed = await post(`/attempts/${id}/redeem`, { verifier });
  const { result } = (await redeemed.json()) as { result: string };
  assert.equal(result, 'authenticated');
  assert.ok(redeemed.headers.getSetCookie().some((line) => /^session=/.test(line)));
  await seen('completed');
}

async function textOf(response: Response): Promise<string> {
  return response.ok ? '' : response.text();
}
