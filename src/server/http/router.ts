/** Finds the endpoint of a request. Checks origins and methods; all other rules are in the endpoints. */
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
import { corsHeaders, preflightAnswer, withCommonHeaders, type Answer } from './answer.js';
import { toAnswer, toCall } from './calls.js';
import { createAttemptCookies, type AttemptCookies } from './attempt-cookie.js';
import { createMounting } from './mounting.js';
import { createPathReader, createPathTable, type PathRow } from './paths.js';
import { methodNotAllowedAnswer, problemAnswer, toOurError } from './problems.js';
import { urlOf } from './requests.js';

export type Handler = (request: Request, caller: Caller) => Promise<Answer>;

type Endpoint = (backend: Backend, call: Call) => Promise<Reply>;
/** @param id in the path; '' if the path has none */
type Route = (request: Request, url: URL, caller: Caller, id: string) => Promise<Answer>;
type Methods = Readonly<Record<string, Route>>;

export function createRouter(backend: Backend): Handler {
  const { basePath, origins, secure } = backend.options;
  const route = createRoutes(backend, basePath, createAttemptCookies(secure));

  async function answer(request: Request, caller: Caller): Promise<Answer> {
    if (caller.origin !== null && !origins.has(caller.origin)) {
      return problemAnswer(originDenied());
    }
    if (request.method === 'OPTIONS') return preflightAnswer;
    // One answer for all paths, also for those that do not exist.
    if (request.method === 'HEAD') return methodNotAllowedAnswer('GET, POST, DELETE');
    return route(request, caller);
  }

  return async (request, caller) => {
    const { origin } = caller;
    const isAllowed = origin !== null && origins.has(origin);
    return withCommonHeaders(
      await answer(request, caller),
      isAllowed ? corsHeaders(origin) : undefined,
    );
  };
}

function createRoutes(backend: Backend, basePath: string, cookies: AttemptCookies): Handler {
  const { log, officialAccounts, deviceCookies } = backend;
  const wechatPaths = officialAccounts.list.map(({ callbackPath }) => callbackPath);
  const mounting = createMounting({ log, basePath, wechatPaths });
  const to =
    (name: EndpointName, endpoint: Endpoint): Route =>
    async (request, url, caller, id) => {
      const call = toCall(request, url, caller, id, cookies, deviceCookies, mounting);
      const reply = await run(backend, name, () => endpoint(backend, call));
      return toAnswer(reply, caller, cookies, backend);
    };
  /** For endpoints that need the attempt's cookie, which ends with the attempt or soon after it. */
  const withCookie = (name: EndpointName, endpoint: Endpoint): Route =>
    to(name, endingCookies(cookies, endpoint));

  const pathOf = createPathReader(basePath, wechatPaths);
  const find = createPathTable<Methods>([
    ['/attempts', { POST: to('create', create) }],
    ['/attempts/:id', { GET: to('watch', watch), DELETE: to('cancel', cancel) }],
    ['/attempts/:id/redeem', { POST: withCookie('redeem', redeem) }],
    ['/attempts/:id/bind', { POST: withCookie('bind', bind) }],
    ['/attempts/:id/codes', { POST: withCookie('codes', sendVerificationCode) }],
    ['/identities', { GET: to('identities', listIdentities) }],
    ['/identities/:id', { DELETE: to('unlink', unlinkIdentity) }],
    ['/token', { POST: to('token', exchangeSessionCode) }],
    ['/oauth/callback', { GET: to('callback', answerCallback) }],
    ...officialAccounts.list.map((official): PathRow<Methods> => [
      official.callbackPath,
      {
        GET: to('verify', (_, call) => verifyAddress(backend, official, call)),
        POST: to('push', (_, call) => push(backend, official, call)),
      },
    ]),
  ]);

  return async (request, caller) => {
    try {
      const url = urlOf(request);
      const found = find(pathOf(url));
      if (!found) {
        mounting.noRoute(url.pathname);
        return problemAnswer(notFound());
      }
      const { value: methods, id } = found;
      const route = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
      if (!route) return methodNotAllowedAnswer(Object.keys(methods).join(', '));
      return await route(request, url, caller, id);
    } catch (error) {
      return problemAnswer(toOurError(log, error));
    }
  };
}

function run({ log, metrics }: Backend, name: EndpointName, answer: () => Promise<Reply>) {
  return measureRequest(metrics, name, async () => {
    try {
      return await answer();
    } catch (error) {
      throw toOurError(log, error);
    }
  });
}

function endingCookies(cookies: AttemptCookies, endpoint: Endpoint): Endpoint {
  return async (backend, call) => {
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
  };
}
