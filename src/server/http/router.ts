/** The endpoints: from Request to Response. Proofs and rules live behind it, in the logins. */
import { Hono, type Context } from 'hono';
import { chainValuePattern } from '../../protocol/chain.js';
import { WechatMpLoginError } from '../../protocol/errors.js';
import { protocolVersion, type Created } from '../../protocol/messages.js';
import {
  parseBindRequest,
  parseCodesRequest,
  parseCreateRequest,
  parseRedeemRequest,
} from '../../protocol/parse/requests.js';
import { ShapeError } from '../../protocol/parse/read.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Bind } from '../endpoints/bind.js';
import type { Caller } from '../host/caller.js';
import type { Answer } from '../attempts/lease.js';
import type { SendVerificationCode } from '../endpoints/send-code.js';
import type { Config } from '../check-options.js';
import { attemptCookie, cookieLine, readCookie } from '../base/cookies.js';
import type { CurrentSessionReader } from '../host/current-session.js';
import {
  json,
  methodNotAllowed,
  preflightResponse,
  problemResponse,
  readJson,
  setCommonHeaders,
  setCorsHeaders,
} from './http.js';
import { invalid } from '../base/errors.js';
import type { Identities } from '../endpoints/identities.js';
import { createBuckets, createCreateLimit } from '../base/limits.js';
import type { Logins } from '../attempts/logins.js';
import { snapshotOf } from '../attempts/transition.js';
import { errorKind } from '../base/log.js';
import type { PushHandler } from '../endpoints/push.js';
import type { Redeem } from '../endpoints/redeem.js';
import type { ExchangeSessionCode } from '../endpoints/exchange-code.js';
import type { Watchers } from '../endpoints/watch.js';

interface HandlerOptions {
  readonly config: Config;
  readonly logins: Logins;
  readonly currentSession: CurrentSessionReader;
  readonly redeem: Redeem;
  readonly bind: Bind;
  readonly sendCode: SendVerificationCode;
  readonly identities: Identities;
  readonly token: ExchangeSessionCode;
  readonly watchers: Watchers;
  readonly push: PushHandler;
}

type Env = { Bindings: { caller: Caller } };

const maxWaitS = 25;

export function createHandler({
  config,
  logins,
  currentSession,
  redeem,
  bind,
  sendCode,
  identities,
  token,
  watchers,
  push,
}: HandlerOptions): (request: Request, caller: Caller) => Promise<Response> {
  const { now, secure, limits, officialAccount } = config;
  const createLimit = createCreateLimit(
    { address: limits.createsPerAddressPerMinute, all: limits.createsPerMinute },
    now,
  );
  const polls = createBuckets({
    capacity: limits.pollsPerSecond * 2,
    perSecond: limits.pollsPerSecond,
    now,
  });

  // Each of them asks the application: nobody needs more than this for one attempt.
  const finishes = createBuckets({ capacity: 30, perSecond: 5, now });

  const cookieOf = (caller: Caller, id: string): string =>
    readCookie(caller.cookie, attemptCookie(id, secure)) ?? '';
  const forgetCookie = (caller: Caller, id: string): void => {
    caller.setCookie(cookieLine(attemptCookie(id, secure), '', 0, secure));
  };

  async function create({ req, env: { caller } }: Context<Env>): Promise<Response> {
    limit(createLimit(caller.address), 'rate_limited');
    const body = parseCreateRequest(await readJson(req.raw));
    const isLink = body.purpose === 'link';
    if (isLink && !config.canLinkSession) throw invalid('purpose');
    if (body.method !== 'scan') throw invalid('method');
    if ((body.officialAccount ?? officialAccount.key) !== officialAccount.key) {
      throw invalid('officialAccount');
    }
    const linkTo = isLink ? (await currentSession.requireFresh(caller)).id : undefined;
    const made = await logins.create(body, (id) => cookieOf(caller, id), linkTo);
    if (made.setCookie !== undefined) caller.setCookie(made.setCookie);
    return json(made.setCookie === undefined ? 200 : 201, created(made.attempt));
  }

  function created(attempt: Attempt): Created {
    // An end before there was a code: WeChat gave none.
    if (!attempt.present) throw new WechatMpLoginError('upstream_unavailable');
    return {
      protocol: protocolVersion,
      levels: config.levels,
      id: attempt.id,
      ...snapshotOf(attempt, now()),
      officialAccount,
      present: attempt.present,
    };
  }

  async function watch({ req, env: { caller } }: Context<Env, '/:id'>): Promise<Response> {
    const attempt = await logins.byKey(req.param('id'), bearer(req.raw));
    limit(polls.take(attempt.id), 'slow_down');
    if (req.header('accept')?.includes('text/event-stream')) {
      return watchers.stream(attempt, caller.address);
    }
    const rev = queryNumber(req.query('rev'), 'rev');
    const waitMs = Math.min(maxWaitS, queryNumber(req.query('wait'), 'wait')) * 1000;
    const { signal } = req.raw;
    return json(
      200,
      await watchers.hold(attempt, { address: caller.address, rev, waitMs, signal }),
    );
  }

  /** For who sends `v` in the body and has the attempt's cookie. */
  async function proven<T extends { readonly verifier: string }>(
    { req, env: { caller } }: Context<Env, '/:id'>,
    parse: (body: unknown) => T,
    act: (attempt: Attempt, body: T, caller: Caller) => Promise<Response>,
  ): Promise<Response> {
    const body = parse(await readJson(req.raw));
    const id = req.param('id');
    try {
      const attempt = await logins.byVerifier(id, body.verifier, cookieOf(caller, id));
      limit(finishes.take(id), 'slow_down');
      return await act(attempt, body, caller);
    } catch (error) {
      if (error instanceof WechatMpLoginError && error.code === 'gone') forgetCookie(caller, id);
      throw error;
    }
  }

  function answered(id: string, { body, setCookies, isEnd }: Answer, caller: Caller): Response {
    for (const line of setCookies) caller.setCookie(line);
    if (isEnd) forgetCookie(caller, id);
    return json(200, body);
  }

  async function cancel({ req, env: { caller } }: Context<Env, '/:id'>): Promise<Response> {
    const id = req.param('id');
    await logins.cancel(id, bearer(req.raw));
    forgetCookie(caller, id);
    return new Response(null, { status: 204 });
  }

  /** Below the base path; '' matches nothing. */
  const getPath = (request: Request): string => {
    const { pathname } = new URL(request.url);
    return pathname.startsWith(`${config.basePath}/`) ? pathname.slice(config.basePath.length) : '';
  };
  const only = (allow: string) => (): Response => methodNotAllowed(allow);
  const wechatPath = `/wechat/${officialAccount.key}`;
  const app = new Hono<Env>({ getPath })
    .get(wechatPath, ({ req }) => push.get(req.raw))
    .post(wechatPath, ({ req }) => push.post(req.raw))
    .post('/attempts', create)
    .get('/attempts/:id', watch)
    .delete('/attempts/:id', cancel)
    .post('/attempts/:id/redeem', (context) =>
      proven(context, parseRedeemRequest, async ({ id }, _, caller) =>
        answered(id, await redeem(id, caller), caller),
      ),
    )
    .post('/attempts/:id/bind', (context) =>
      proven(context, parseBindRequest, async (attempt, body, caller) =>
        answered(attempt.id, await bind(attempt, body, caller), caller),
      ),
    )
    .post('/attempts/:id/codes', (context) =>
      proven(context, parseCodesRequest, async (attempt, body) =>
        json(202, await sendCode(attempt, body)),
      ),
    )
    .get('/identities', async ({ env }) => json(200, await identities.list(env.caller)))
    .delete('/identities/:id', async ({ req, env }) => {
      await identities.unlink(req.param('id'), env.caller);
      return new Response(null, { status: 204 });
    })
    .post('/token', ({ req, env }) => token(req.raw, env.caller))
    .all(wechatPath, only('GET, POST'))
    .all('/attempts', only('POST'))
    .all('/attempts/:id', only('GET, DELETE'))
    .all('/attempts/:id/:action{redeem|bind|codes}', only('POST'))
    .all('/identities', only('GET'))
    .all('/identities/:id', only('DELETE'))
    .all('/token', only('POST'))
    .notFound(() => problemResponse(new WechatMpLoginError('not_found')))
    .onError((error) => problemResponse(asOurs(error)));

  function asOurs(error: Error): WechatMpLoginError {
    if (error instanceof WechatMpLoginError) return error;
    if (error instanceof ShapeError) return invalid(error.field);
    config.log('error', 'internal_error', { error: errorKind(error) });
    return new WechatMpLoginError('internal_error');
  }

  async function answer(request: Request, caller: Caller): Promise<Response> {
    if (caller.origin !== null && !config.origins.has(caller.origin)) {
      return problemResponse(new WechatMpLoginError('origin_denied'));
    }
    if (request.method === 'OPTIONS') return preflightResponse();
    // Hono would run a GET for it, and leave its stream open.
    if (request.method === 'HEAD') return methodNotAllowed('GET, POST, DELETE');
    return app.fetch(request, { caller });
  }

  return async (request, caller) => {
    const response = await answer(request, caller);
    setCommonHeaders(response.headers);
    if (caller.origin !== null && config.origins.has(caller.origin)) {
      setCorsHeaders(response.headers, caller.origin);
    }
    return response;
  };
}

function limit(waitMs: number, code: 'rate_limited' | 'slow_down'): void {
  if (waitMs > 0) throw new WechatMpLoginError(code, { retryAfterMs: waitMs });
}

/** `k`; what cannot be one is answered like a wrong one. */
function bearer(request: Request): string {
  const key = /^Bearer +(.*)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  if (!chainValuePattern.test(key)) throw new WechatMpLoginError('not_found');
  return key;
}

function queryNumber(value: string | undefined, field: string): number {
  if (value === undefined) return 0;
  if (!/^\d{1,15}$/.test(value)) throw invalid(field);
  return Number(value);
}
