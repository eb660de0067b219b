/**
 * Authing's QR codes of official accounts (scene `WECHATMP_AUTH`), as a backend of ours. What its
 * answers look like: authing-js-sdk 4.23, `QrCodeAuthenticationClient`.
 */
import type { Backend } from '../../client/backend.js';
import { loadWhenNeeded } from '../../client/load-when-needed.js';
import { ownOptions } from '../../client/own-options.js';
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { AttemptState, Present, Snapshot } from '../../protocol/messages.js';
import { asObject, textOf, type Json } from '../ask.js';
import { createKeptAttempts } from '../kept-attempts.js';
import {
  assertCanDo,
  createdOf,
  intervalS,
  isWechatQrCode,
  picture,
  warnOnce,
  type SharedOptions,
} from '../shared-options.js';
import { createApi, errorOf, signedIn, type Api, type ApiOptions } from './api.js';
import type { Flow } from './flow.js';

export interface AuthingOptions extends ApiOptions, SharedOptions {
  /**
   * Where `{ ticket }` is exchanged for the user. Authing's own address unless set. Set a path of your own
   * server if Authing may not answer browsers.
   */
  readonly userinfo?: string | undefined;
}

interface Kept {
  /** Authing's name for the QR code. Whoever knows it can ask for the ticket. */
  readonly random: string;
  /** In seconds. */
  readonly lifetimeS: number;
  /** Authing's credential for the person who scanned. */
  ticket?: string | undefined;
  /** The steps between the scan and the session. */
  flow?: Flow;
}

/** By Authing's `status`, which is 4 for every further step and 5 for a refusal. */
const states: Readonly<Partial<Record<number, AttemptState>>> = {
  [-1]: 'expired',
  0: 'pending',
  1: 'scanned',
  2: 'approved',
  3: 'denied',
};
const stepStatus = 4;
const refusedStatus = 5;
/** An attempt only moves forwards. */
const revs: Readonly<Partial<Record<AttemptState, number>>> = { pending: 0, scanned: 1 };
const endRev = 2;
/** Authing's default, for an answer that does not say it. In seconds, as its answers are. */
const usualLifetimeS = 120;
const longestLifetimeS = 3600;

/**
 * Creates a backend that signs people in at Authing. Give it to the tag, or to `Login`, in place of an
 * address. docs/backends.md describes the settings at Authing, and what this backend cannot do.
 *
 * @throws WechatMpLoginError `bad_backend` if `host` is not an https address, `misconfigured` if both ids
 * are missing
 * @example
 * ```ts
 * declare const login: { backend: Backend };
 * login.backend = authingBackend({
 *   host: 'https://shop.authing.cn',
 *   appId: '60a6f980dd9a9a7642da768a',
 *   officialAccount: { name: '茶马古道' },
 * });
 * ```
 */
export function authingBackend(options: AuthingOptions): Backend {
  const own = ownOptions(options);
  const api = createApi(own);
  const attempts = createKeptAttempts<Kept>();
  const userinfo = own.userinfo ?? '/api/v2/qrcode/userinfo';
  warnOnce('Authing', own);

  return {
    async create(request, { signal }) {
      assertCanDo(request);
      api.lang = request.lang;
      const kept = await generate(api, signal);
      const { present, ...attempt } = kept;
      const id = attempts.add(attempt);
      return createdOf(own, { id, present, ...snapshot('pending', attempt) });
    },

    async *watch({ id }, { signal }) {
      const kept = attempts.get(id);
      const path = `/api/v2/qrcode/check?random=${encodeURIComponent(kept.random)}`;
      yield await readCheck(kept, await api.ask(path, signal));
    },

    async redeem(id, _verifier, { signal }) {
      const { ticket, flow } = attempts.get(id);
      if (flow) return (await binding()).bindingOf(flow, api.lang);
      const user = await api.ask(userinfo, signal, { ticket });
      attempts.forget(id);
      return signedIn(user, user['loginsCount'] === 1, false);
    },

    async bind(id, request, { signal }) {
      const { flow } = attempts.get(id);
      const result = await (await binding()).bind(api, flow, request, signal);
      if (result.result === 'authenticated') attempts.forget(id);
      return result;
    },

    sendVerificationCode: async (_id, request, { signal }) =>
      (await binding()).sendVerificationCode(api, request, signal),

    cancel({ id }) {
      attempts.forget(id);
      return Promise.resolve();
    },
  };
}

/** Most logins need no prompts. */
const binding = () => loadWhenNeeded(() => import('./binding.js'));

/** Asks for a QR code. */
async function generate(api: Api, signal: AbortSignal): Promise<Kept & { present: Present }> {
  const body = { autoMergeQrCode: false, scene: 'WECHATMP_AUTH' };
  const { random, url, expiresIn } = await api.ask('/api/v2/qrcode/gene', signal, body);
  const [name, address] = [textOf(random), textOf(url)];
  if (!name || !address) throw errorOf('bad_response', 'the answer has no QR code');
  // The address of a picture can contain `random`, so the page shows the picture without it.
  const present: Present = isWechatQrCode(address)
    ? { type: 'qr', url: address }
    : picture(...(await api.picture(address, signal)));
  const lifetimeS = Math.min(Math.max(Number(expiresIn) || usualLifetimeS, 30), longestLifetimeS);
  return { random: name, lifetimeS, present };
}

/** Reads the answer to a check. @throws WechatMpLoginError if it ends the login with an error */
async function readCheck(
  kept: Kept,
  { random, status, ticket, scannedResult }: Json,
): Promise<Snapshot> {
  if (random !== kept.random) throw errorOf('bad_response', 'the answer is about another QR code');
  if (status === stepStatus) {
    kept.flow = (await binding()).flowOf(asObject(scannedResult));
    return snapshot('approved', kept);
  }
  if (status === refusedStatus) {
    const { message, errmsg } = asObject(scannedResult ?? {});
    const sentence = textOf(message) ?? textOf(errmsg);
    throw new WechatMpLoginError('sign_in_refused', { sentence, message: sentence });
  }
  const state = states[Number(status)];
  if (!state) throw errorOf('unsupported', `the status ${String(status)} is unknown`);
  if (state === 'approved') {
    kept.ticket = textOf(ticket);
    if (!kept.ticket) throw errorOf('bad_response', 'the ticket is missing');
  }
  return snapshot(state, kept);
}

function snapshot(state: AttemptState, { lifetimeS }: Kept): Snapshot {
  const rev = revs[state] ?? endRev;
  return { state, rev, expiresIn: rev === endRev ? 0 : lifetimeS, interval: intervalS };
}
