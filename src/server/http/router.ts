/** Finds the endpoint of a request. Checks origins and methods; all other rules are in the endpoints. */
import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { isWechatMpLoginError } from '../../protocol/errors.js';
import { notFound, originDenied } from '../base/errors.js';
import { measureRequest, type EndpointName } from '../base/operation/metrics.js';
import type { Backend } from '../endpoints/backend.js';
import { bind } from '../endpoints/bind/bind.js';
import type { Call, Reply } from '../endpoints/call.js';
import { cancel } from '../endpoints/cancel.js';
import { create } from '../endpoints/create/create.js';
import { exchangeSessionCode } from '../endpoints/exchange-code.js';
import { listIdentities, unlinkIdentity } from '../endpoints/identities.js';
import { answerCallback } from '../endpoints/oauth/callback.js';
import { push } from '../endpoints/push/push.js';
import { verifyAddress } from '../endpoints/push/verify-address.js';
import { redeem } from '../endpoints/redeem.js';
import { sendVerificationCode } from '../endpoints/bind/send-code.js';
import { watch } from '../endpoints/watch.js';
import type { Caller } from '../host/caller.js';
import { toCall, toResponse } from './calls.js';
import { createAttemptCookies, type AttemptCookies } from './attempt-cookie.js';
import { preflightResponse, setCommonHeaders, setCorsHeaders } from './headers.js';
import { createMounting } from './mounting.js';
import { createPathReader } from './paths.js';
import { methodNotAllowedResponse, problemResponse, toOurError } from './problems.js';
import { urlOf } from './requests.js';

export type Handler = (request: Request, caller: Caller) => Promise<Response>;

type Endpoint = (backend: Backend, call: Call) => Promise<Reply>;
type Env = { Bindings: { caller: Caller } };

export function createRouter(backend: Backend): Handler {
  const { basePath, origins, secure } = backend.options;
  const route = createRoutes(backend, basePath, createAttemptCookies(secure));

  async function answer(request: Request, caller: Caller): Promise<Response> {
    if (caller.origin !== null && !origins.has(caller.origin)) {
      return problemResponse(originDenied());
    }
    if (request.method === 'OPTIONS') return preflightResponse();
    // Hono would answer HEAD by running the GET, and leave its event stream open.
    if (request.method === 'HEAD') return methodNotAllowedResponse('GET, POST, DELETE');
    return route(request, caller);
  }

  return async (request, caller) => {
    const response = await answer(request, caller);
    setCommonHeaders(response.headers);
    if (caller.origin !== null && origins.has(caller.origin)) {
      setCorsHeaders(response.headers, caller.origin);
    }
    return response;
  };
}

function createRoutes(backend: Backend, basePath: string, cookies: AttemptCookies) {
  const { log, officialAccounts, deviceCookies, metrics } = backend;
  const wechatPaths = officialAccounts.list.map(({ callbackPath }) => callbackPath);
  const mounting = createMounting({ log, basePath, wechatPaths });

  const to =
    (name: EndpointName, endpoint: Endpoint) =>
    async ({ req, env: { caller } }: Context<Env>): Promise<Response> => {
      const call = toCall(req.raw, caller, req.param('id') ?? '', cookies, deviceCookies, mounting);
      const answer = async (): Promise<Reply> => {
        try {
          return await endpoint(backend, call);
        } catch (error) {
          throw toOurError(log, error);
        }
      };
      const reply = await measureRequest(metrics, name, answer);
      return toResponse(reply, caller, cookies, backend);
    };
  /** For endpoints that need the attempt's cookie, which ends with the attempt or soon after it. */
  const withCookie = (name: EndpointName, endpoint: Endpoint) =>
    to(name, async (_, call) => {
      try {
        return await endpoint(backend, call);
      } catch (error) {
        const { caller, id, attemptSecret } = call;
        const code = isWechatMpLoginError(error) ? error.code : undefined;
        if (code === 'gone') caller.setCookie(cookies.forget(id));
        // A retry gets the sentence of the application again.
        if (code === 'sign_in_refused') caller.setCookie(cookies.endSoon(id, attemptSecret(id)));
        throw error;
      }
    });
  const only = (allow: string) => (): Response => methodNotAllowedResponse(allow);

  const pathOf = createPathReader(basePath, wechatPaths);
  const routes = new Hono<Env>({ getPath: (request) => pathOf(urlOf(request)) })
    .post('/attempts', to('create', create))
    .get('/attempts/:id', to('watch', watch))
    .delete('/attempts/:id', to('cancel', cancel))
    .post('/attempts/:id/redeem', withCookie('redeem', redeem))
    .post('/attempts/:id/bind', withCookie('bind', bind))
    .post('/attempts/:id/codes', withCookie('codes', sendVerificationCode))
    .get('/identities', to('identities', listIdentities))
    .delete('/identities/:id', to('unlink', unlinkIdentity))
    .post('/token', to('token', exchangeSessionCode))
    .get('/oauth/callback', to('callback', answerCallback))
    .all('/attempts', only('POST'))
    .all('/attempts/:id', only('GET, DELETE'))
    .all('/attempts/:id/:action{redeem|bind|codes}', only('POST'))
    .all('/identities', only('GET'))
    .all('/identities/:id', only('DELETE'))
    .all('/token', only('POST'))
    .all('/oauth/callback', only('GET'))
    .notFound(({ req }) => {
      mounting.noRoute(urlOf(req).pathname);
      return problemResponse(notFound());
    })
    .onError((error) => problemResponse(toOurError(log, error)));
  for (const official of officialAccounts.list) {
    routes
      .get(
        official.callbackPath,
        to('verify', (_, call) => verifyAddress(backend, official, call)),
      )
      .post(
        official.callbackPath,
        to('push', (_, call) => push(backend, official, call)),
      )
      .all(official.callbackPath, only('GET, POST'));
  }
  return (request: Request, caller: Caller) => routes.fetch(request, { caller });
}
