/**
 * Casdoor's QR codes of official accounts, as a backend of ours. What its answers look like: Casdoor's
 * `controllers/auth.go` and `web/src/auth` (https://github.com/casdoor/casdoor).
 */
import type { Backend } from '../../client/backend.js';
import { backendBase } from '../../client/http/base-url.js';
import { ownOptions } from '../../client/own-options.js';
import { createDeadline, systemAfter, untilAborted } from '../../client/wait.js';
import {
  isWechatMpLoginError,
  WechatMpLoginError,
  type ErrorCode,
  type ProblemCode,
} from '../../protocol/errors.js';
import type { Account, AttemptState, Present, Snapshot } from '../../protocol/messages.js';
import { createFetch, readObject, textOf, type Json } from '../ask.js';
import { createKeptAttempts } from '../kept-attempts.js';
import {
  assertCanDo,
  createdOf,
  intervalS,
  isWechatQrCode,
  picture,
  tell,
  warnOnce,
  type SharedOptions,
} from '../shared-options.js';
import { createWayBack, type Answer } from './way-back.js';

export interface CasdoorOptions extends SharedOptions {
  /** The address of your Casdoor: `https://door.example.com`. */
  readonly server: string;
  /** The id of your application, the "Client ID" of its page. */
  readonly clientId: string;
  /** The name of your application. */
  readonly application: string;
  /** The owner and the name of the WeChat provider: `admin/provider_wechat`. */
  readonly provider: string;
  /**
   * Where Casdoor leads back to: a page with this login, one of the application's redirect URLs. The
   * address of the page, without query and fragment, unless set.
   */
  readonly redirectUri?: string | undefined;
  /** `profile` unless set. */
  readonly scope?: string | undefined;
  /**
   * Hands Casdoor's code to your server, which exchanges it and opens a session of yours. Resolves with
   * the account that is signed in.
   */
  readonly signIn: (code: string, state: string) => Promise<Account>;
  /** Leaves the page; `location.assign` unless set. */
  readonly leave?: ((url: string) => void) | undefined;
}

/** WeChat's ticket for a QR code, which is also Casdoor's credential; or what Casdoor's page led back with. */
type Kept =
  | { readonly ticket: string; readonly state: string }
  | { readonly answer: Answer; readonly ticket?: undefined };

/** In seconds. Casdoor's QR codes live for an hour, and it forgets no scan: this page waits less. */
const lifetimeS = 300;
/** How long your server, and Casdoor's page, may take. */
const signInMs = 20_000;
const leaveMs = 30_000;

/**
 * Creates a backend that signs people in at a Casdoor. Give it to the tag, or to `Login`, in place of an
 * address. docs/backends.md describes the settings at Casdoor, and what this backend cannot do.
 *
 * @throws WechatMpLoginError `bad_backend` if `server` is not an https address
 * @example
 * ```ts
 * declare const login: { backend: Backend };
 * login.backend = casdoorBackend({
 *   server: 'https://door.example.com',
 *   clientId: '014ae4bd048734ca2dea',
 *   application: 'shop',
 *   provider: 'admin/provider_wechat',
 *   officialAccount: { name: '茶马古道' },
 *   async signIn(code, state) {
 *     const answer = await fetch('/api/signin?' + new URLSearchParams({ code, state }), { method: 'POST' });
 *     return (await answer.json()) as { name: string };
 *   },
 * });
 * ```
 */
export function casdoorBackend(options: CasdoorOptions): Backend {
  const own = ownOptions(options);
  const { clientId, provider, leave = (url) => location.assign(url) } = own;
  const base = backendBase(own.server);
  const fetch = createFetch(own);
  const wayBack = createWayBack(clientId);
  const attempts = createKeptAttempts<Kept>();
  warnOnce('Casdoor', own);

  const get = (path: string, signal: AbortSignal): Promise<Json> =>
    fetch(base + path, { signal }, readObject);

  return {
    async create(request, { signal }) {
      assertCanDo(request);
      const answer = wayBack.take();
      if (answer) {
        const id = attempts.add({ answer });
        return createdOf(own, { id, present: { type: 'qr', url: '' }, ...readAnswer(own, answer) });
      }
      const state = wayBack.makeState();
      const created = await get(`/api/get-qrcode?id=${encodeURIComponent(provider)}`, signal);
      const ticket = textOf(created['data2']);
      if (created['status'] !== 'ok') throw errorOf('misconfigured', textOf(created['msg']));
      if (!ticket) throw errorOf('bad_response', 'the ticket is missing');
      const id = attempts.add({ ticket, state });
      return createdOf(own, { id, present: presentOf(created['data']), ...snapshot('pending') });
    },

    async *watch({ id }, { signal }) {
      const { ticket } = attempts.get(id);
      if (!ticket) return;
      const path = `/api/get-webhook-event?ticket=${encodeURIComponent(ticket)}`;
      yield snapshot(readEvent(await get(path, signal), ticket));
    },

    async redeem(id, _verifier, { signal }) {
      const kept = attempts.get(id);
      // The code counts once, whatever becomes of it.
      attempts.forget(id);
      if (kept.ticket === undefined) {
        const pending = handOver(own, kept.answer);
        const late = new WechatMpLoginError('gone', { reason });
        const account = await within(own, pending, signInMs, signal, late);
        return { result: 'authenticated', isNew: false, account };
      }
      wayBack.keep(kept.state);
      leave(callbackUrl(base, own, kept.ticket, kept.state));
      // The page goes away. If it does not, the login starts over.
      const late = new WechatMpLoginError('not_found');
      return within(own, new Promise<never>(() => {}), leaveMs, signal, late);
    },

    cancel({ id }) {
      attempts.forget(id);
      return Promise.resolve();
    },
  };
}

/** Resolves or rejects within the time. @throws signal.reason once aborted */
async function within<T>(
  { after = systemAfter }: CasdoorOptions,
  pending: Promise<T>,
  ms: number,
  parent: AbortSignal,
  late: WechatMpLoginError,
): Promise<T> {
  const time = createDeadline(parent, ms, after, () => late);
  try {
    return await untilAborted(pending, time.signal);
  } finally {
    time.end();
  }
}

function errorOf(code: ErrorCode, message = ''): WechatMpLoginError {
  return new WechatMpLoginError(code, {
    message: `Casdoor: ${message} (docs/backends.md#casdoor)`,
  });
}

/** A page that comes back shows no QR code: somebody has signed in already, or the way back is not ours. */
function readAnswer(options: CasdoorOptions, { isOurs }: Answer): Snapshot {
  if (isOurs) return snapshot('approved');
  tell(
    options,
    'the address has a code of Casdoor whose state this tab did not make, or has used.',
  );
  return { ...snapshot('failed'), reason };
}

const reason: ProblemCode = 'authorization_failed';

/** The code counts once, so nothing is tried again. */
async function handOver(options: CasdoorOptions, { code, state }: Answer): Promise<Account> {
  try {
    // A page without types may answer with anything.
    const account = (await options.signIn(code, state)) as Partial<Account> | undefined;
    if (typeof account?.name === 'string') return { ...account, name: account.name };
    throw new TypeError('it has to resolve with the account, { name }');
  } catch (cause) {
    // It may have a sentence for the visitor.
    if (isWechatMpLoginError(cause)) throw cause;
    tell(options, `signIn failed: ${String(cause)}`);
    throw new WechatMpLoginError('gone', { reason, cause });
  }
}

/** Newer versions answer with the content of the QR code, older ones with a picture of it. */
function presentOf(data: unknown): Present {
  const text = textOf(data) ?? '';
  if (isWechatQrCode(text)) return { type: 'qr', url: text };
  if (/^iVBORw0KGgo[\w+/]+=*$/.test(text)) return picture('image/png', text);
  throw errorOf('bad_response', 'the QR code is neither an address of WeChat nor a PNG');
}

/** Casdoor has two states: it knows a scan of this ticket, or it does not. */
function readEvent({ status, msg, data, data2 }: Json, ticket: string): AttemptState {
  if (status === 'error' && msg === 'ticket not found') return 'pending';
  if (status !== 'ok') throw errorOf('misconfigured', textOf(msg));
  if (data2 !== ticket) throw errorOf('bad_response', 'the answer is about another QR code');
  if (/^(scan|subscribe)$/i.test(String(data))) return 'approved';
  throw errorOf('unsupported', `the event ${String(data)} is unknown`);
}

const snapshot = (state: AttemptState): Snapshot =>
  state === 'pending'
    ? { state, rev: 0, expiresIn: lifetimeS, interval: intervalS }
    : { state, rev: 1, expiresIn: 0, interval: intervalS };

/** Casdoor's page for the answers of providers, which signs in and leads back to `redirectUri`. */
function callbackUrl(
  base: string,
  { clientId, application, provider, redirectUri, scope = 'profile' }: CasdoorOptions,
  ticket: string,
  state: string,
): string {
  const request = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri ?? location.origin + location.pathname,
    scope,
    state,
    application,
    provider: provider.replace(/^.*\//, ''),
    method: 'signup',
  });
  const query = new URLSearchParams({ state: btoa(`?${request}`), code: `wechat_oa:${ticket}` });
  return `${base}/callback?${query}`;
}
