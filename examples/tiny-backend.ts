/**
 * A tiny backend: level core of docs/protocol.md in one file. One process, everything in memory, an
 * official account without an Open Platform. `GET /me` returns who is signed in.
 */
import { createHash, randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import * as wechat from 'wechat-mp-login/wechat';

const random = (bytes: number): string => randomBytes(bytes).toString('base64url');
const s256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
type State = 'pending' | 'approved' | 'completed' | 'expired' | 'cancelled';
const newAttempt = (challenge: string, qrCode: Promise<{ url: string }>) => ({
  ...{ id: random(16), secret: random(32), session: random(32), openid: '', challenge, qrCode },
  ...{ state: 'pending' as State, rev: 1, untilMs: Date.now() + 260_000 },
});
type Attempt = ReturnType<typeof newAttempt> & { result?: object };
const move = (attempt: Attempt, state: State, untilMs = Infinity): Attempt =>
  Object.assign(attempt, { state, rev: attempt.rev + 1, untilMs });
/** A deadline counts once somebody reads the attempt; end states have none. */
const settle = (attempt: Attempt): Attempt =>
  Date.now() < attempt.untilMs ? attempt : move(attempt, 'expired');
/** A QR code is valid for 260 s and shown for 180 s. */
function snapshot({ state, rev, untilMs }: Attempt): object {
  const leftS = (untilMs - Date.now()) / 1000 - (state === 'pending' ? 80 : 0);
  return { state, rev, expiresIn: untilMs === Infinity ? 0 : Math.max(0, leftS), interval: 2 };
}
type Status = 400 | 403 | 404 | 409 | 410 | 413 | 415 | 429 | 503;
function refuse(status: Status, errorCode: string, about?: object): never {
  const body = { type: `urn:wechat-mp-login:problem:${errorCode}`, title: errorCode, status };
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': '30' };
  const res = Response.json({ ...body, code: errorCode, ...about }, { status, headers });
  throw new HTTPException(status, { res });
}
function unavailable(error: unknown): never {
  process.stderr.write(`${String(error)}\n`);
  const isFinal = error instanceof wechat.WechatApiError && !error.retryable;
  return refuse(503, isFinal ? 'misconfigured' : 'upstream_unavailable');
}
/** The fields of a page's body. The field `name` must be a value of the chain. */
async function read({ req }: Context, name: string): Promise<Record<string, string>> {
  const isJson = /^application\/json *(;|$)/i.test(req.header('content-type') ?? '');
  if (!isJson) refuse(415, 'unsupported_media_type');
  const fields = Object(await req.json().catch(() => null)) as Record<string, string>;
  const isValue = typeof fields[name] === 'string' && /^[\w-]{43}$/.test(fields[name]);
  return isValue ? fields : refuse(400, 'invalid_request', { field: name });
}

type Options = { port: number; env: NodeJS.ProcessEnv; fetch?: wechat.Fetch };
/**
 * `env` has PUBLIC_URL, WECHAT_APP_ID, WECHAT_APP_SECRET, WECHAT_TOKEN and WECHAT_AES_KEY.
 * WECHAT_API_URL replaces WeChat's address, for `npx wechat-mp-login check`.
 */
export async function start({ port, env, fetch }: Options): Promise<ServerType> {
  const { PUBLIC_URL = '', WECHAT_APP_ID: appId = '', WECHAT_APP_SECRET: appSecret = '' } = env;
  const { WECHAT_TOKEN: token = '', WECHAT_AES_KEY: encodingAesKey = '' } = env;
  const { WECHAT_API_URL: baseUrl } = env;
  const { origin, protocol, pathname: base } = new URL(PUBLIC_URL);
  const cookie = { httpOnly: true, sameSite: 'Lax', secure: protocol === 'https:' } as const;
  const cookieName = (name: string): string => (cookie.secure ? `__Host-${name}` : name);
  const api = wechat.createWechatApi({ appId, appSecret, fetch, baseUrl });
  const crypt = await wechat.createCrypt({ appId, encodingAesKey });
  const attempts = new Map<string, Attempt>(); // by id, by scene and by challenge
  const accounts = new Map<string, { name: string }>(); // by openid
  const sessions = new Map<string, { name: string }>();
  /** An unknown id and a wrong proof get the same response. */
  function proven(c: Context, key: string, secret?: string): Attempt {
    const attempt = attempts.get(`id ${c.req.param('id')}`);
    const needed = `${attempt?.challenge} ${secret === undefined ? '' : attempt?.secret}`;
    const isRight = wechat.equalConstantTime(needed, `${s256(key)} ${secret ?? ''}`);
    return attempt && isRight ? settle(attempt) : refuse(404, 'not_found');
  }
  const byKey = (c: Context) =>
    proven(c, c.req.header('wechat-login-key') ?? c.req.header('authorization')?.slice(7) ?? '');
  const upTo = (maxSize: number) => bodyLimit({ maxSize, onError: () => refuse(413, 'too_large') });
  const app = new Hono().use(secureHeaders(), async (c, next) => {
    c.header('Cache-Control', 'no-store');
    c.header('Vary', 'Origin, Accept');
    if ((c.req.header('origin') ?? origin) !== origin) refuse(403, 'origin_denied');
    await next();
  });
  app.post(`${base}/attempts`, upTo(8192), async (c) => {
    const { challenge = '', purpose, method } = await read(c, 'challenge');
    if (purpose !== 'login' || method !== 'scan') refuse(400, 'invalid_request');
    if (attempts.size > 30_000) refuse(429, 'rate_limited');
    const [known, scene] = [attempts.get(`challenge ${challenge}`), random(24)];
    const attempt = known ?? newAttempt(challenge, api.createQrCode(scene, 240));
    const { id, secret } = attempt;
    const name = cookieName(`wml-${id}`);
    if (known && getCookie(c, name) !== secret) refuse(409, 'challenge_used');
    for (const key of known ? [] : [`id ${id}`, `scene ${scene}`, `challenge ${challenge}`]) {
      attempts.set(key, attempt);
      setTimeout(() => attempts.delete(key), 900_000).unref();
    }
    const { url } = await attempt.qrCode.catch(unavailable);
    // Twelve at most, or they would fill the header. Browsers send the oldest first.
    const others = Object.keys(getCookie(c)).filter((each) => each.startsWith(cookieName('wml-')));
    for (const each of others.slice(0, -11)) setCookie(c, each, '', { ...cookie, maxAge: 0 });
    setCookie(c, name, secret, { ...cookie, maxAge: 1800 });
    const officialAccount = { key: 'default', name: 'WeChat', kind: 'service' };
    const about = { officialAccount, present: { type: 'qr', url }, ...snapshot(settle(attempt)) };
    return c.json({ protocol: 1, levels: ['core'], id, ...about }, known ? 200 : 201);
  });
  app.get(`${base}/attempts/:id`, (c) => c.json(snapshot(byKey(c))));
  app.delete(`${base}/attempts/:id`, (c) => {
    const attempt = byKey(c);
    if (attempt.untilMs < Infinity) move(attempt, 'cancelled');
    return c.body(null, 204);
  });
  app.post(`${base}/attempts/:id/redeem`, upTo(8192), async (c) => {
    const { verifier = '' } = await read(c, 'verifier');
    const name = cookieName(`wml-${c.req.param('id')}`);
    const attempt = proven(c, s256(verifier), getCookie(c, name) ?? '');
    const { state, session, openid } = attempt;
    if (state === 'pending') refuse(409, 'wrong_state');
    if (state === 'approved') {
      // No await here, so that one of two simultaneous redeems is the first.
      const account = accounts.get(openid) ?? { name: `WeChat user ${accounts.size + 1}` };
      attempt.result = { isNew: !accounts.has(openid), account };
      accounts.set(openid, account);
      sessions.set(session, account).delete(getCookie(c, cookieName('session')) ?? '');
      move(attempt, 'completed');
      setTimeout(() => delete attempt.result, 60_000).unref();
    }
    if (!attempt.result) refuse(410, 'gone', { reason: state });
    setCookie(c, cookieName('session'), session, cookie);
    setCookie(c, name, '', { ...cookie, maxAge: 0 });
    return c.json({ result: 'authenticated', ...attempt.result });
  });
  app.on(['GET', 'POST'], `${base}/wechat/default`, upTo(65_536), async (c) => {
    const [query, body] = [new URL(c.req.url).searchParams, await c.req.text()];
    if (c.req.method === 'GET') {
      const echostr = await wechat.verifyHandshake({ query, token });
      return c.text(echostr ?? refuse(403, 'origin_denied'));
    }
    const push = { query, body, token, crypt, mode: 'safe', nowS: Date.now() / 1000 } as const;
    const { xml } = await wechat.openEnvelope(push).catch(() => refuse(403, 'origin_denied'));
    const event = wechat.parsePush(xml);
    const attempt = 'scene' in event ? attempts.get(`scene ${event.scene}`) : undefined;
    // Somebody who captured a push can date it anew, but not the time inside its encryption.
    const isOld = Math.abs(Date.now() / 1000 - event.createdAtS) > 360;
    if (attempt && !isOld && settle(attempt).state === 'pending') {
      move(attempt, 'approved', Date.now() + 300_000).openid = event.openid;
    }
    return c.text('success');
  });
  app.get('/me', (c) => c.json(sessions.get(getCookie(c, cookieName('session')) ?? '') ?? null));
  app.all('*', () => refuse(404, 'not_found'));
  return serve({ fetch: app.fetch, port });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await start({ port: Number(process.env['PORT'] ?? 8080), env: process.env });
}
