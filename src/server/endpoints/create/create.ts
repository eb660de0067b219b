/** `POST /attempts`: creates an attempt and shows its QR code. */
import {
  protocolVersion,
  type Created,
  type CreateRequest,
  type Method,
} from '../../../protocol/messages.js';
import { parseCreateRequest } from '../../../protocol/parse/requests.js';
import { isProblemCode, isWechatMpLoginError, type ProblemCode } from '../../../protocol/errors.js';
import { isEnd } from '../../../protocol/states.js';
import { WechatApiError } from '../../../wechat/api/errors.js';
import type { Attempt } from '../../attempts/attempt.js';
import { times } from '../../attempts/times-and-tries.js';
import { snapshotOf } from '../../attempts/transition.js';
import { nameBrowser } from '../../base/browser-names.js';
import {
  invalid,
  methodUnavailable,
  reauthenticationRequired,
  slowDown,
  tooMany,
  unavailable,
} from '../../base/errors.js';
import { truncatedAddress } from '../../base/limits/address-group.js';
import type { Visitor } from '../../base/limits/create-limit.js';
import type { Granted } from '../../base/limits/qr-code-budget.js';
import { refusedByWechat } from '../../base/wechat-failure.js';
import { admit } from './admit.js';
import type { Backend } from '../backend.js';
import type { Call, JsonReply } from '../call.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { findCity } from './find-city.js';
import { aboutRedirect, showRedirect } from './show-redirect.js';
import { findStaleCookies } from './stale-cookies.js';

/** Longer than the page shows the QR code, for visitors who are still reading the account's profile. */
const qrCodeLifetimeS = (times.shownMs + times.followMs) / 1000;
const qrCodeTimeoutMs = 10_000;

/**
 * A repeated request with the same challenge gets the same attempt. The attempt is stored before WeChat
 * is asked for a QR code, so one challenge costs one QR code.
 */
export async function create(backend: Backend, call: Call): Promise<JsonReply> {
  const { attempts, currentSession, limits } = backend;
  const { caller } = call;
  const deviceHash = (await call.device())?.hash;
  const visitor = { address: caller.address, deviceHash };
  countInMinute(backend, visitor);
  const { request, official } = readRequest(backend, await call.readJson());
  const { challenge, purpose, method, lang, returnTo, appData } = request;
  const linkTo = purpose === 'link' ? (await currentSession.requireFresh(caller)).id : undefined;
  const client = nameBrowser(caller.userAgent);
  const isSignedIn = purpose !== 'step-up' || (await currentSession.read(caller)) !== undefined;
  if (!isSignedIn) throw reauthenticationRequired();
  const about = {
    ...{ challenge, purpose, method, officialAccount: official.key },
    ...(lang === undefined ? {} : { lang }),
    ...(returnTo === undefined ? {} : { returnTo }),
    ...(appData === undefined ? {} : { appData }),
    ...(linkTo === undefined ? {} : { linkTo }),
    ...(deviceHash === undefined ? {} : { deviceHash }),
    client,
    ...(method === 'oauth' ? aboutRedirect(backend, request, caller) : {}),
  };
  const { attempt, secret } = await attempts.create(about, (id) => call.attemptSecret(id));
  if (secret === undefined) {
    // A read of the attempt, and limited like one.
    limits.creates.giveBack(visitor);
    const tooSoonMs = limits.polls.take(attempt.id);
    if (tooSoonMs > 0) throw slowDown(tooSoonMs);
    return { status: 200, json: created(backend, await untilShown(backend, attempt)) };
  }
  const [shown, staleCookies] = await Promise.all([
    method === 'oauth'
      ? showRedirect(backend, official, attempt)
      : showQrCode(backend, official, attempt, caller.address, () =>
          admit(backend, official, request, caller, visitor),
        ),
    findStaleCookies(backend, call.attemptIds(), attempt.id),
  ]);
  const attemptCookie = { id: attempt.id, secret };
  return { status: 201, json: created(backend, shown), attemptCookie, staleCookies };
}

interface Asked {
  readonly request: CreateRequest;
  readonly official: ServedOfficialAccount;
}

function readRequest({ options, sessions, officialAccounts }: Backend, body: unknown): Asked {
  const request = parseCreateRequest(body);
  const { byKey, first } = officialAccounts;
  const official = byKey(request.officialAccount ?? first.key);
  if (request.purpose === 'link' && !options.canLinkSession) throw invalid('purpose');
  const canStepUp = sessions.current !== undefined && options.confirm !== 'none';
  if (request.purpose === 'step-up' && !canStepUp) throw invalid('purpose');
  if (!official) throw invalid('officialAccount');
  if (request.method === 'message') throw invalid('method');
  // Web authorization asks nothing in the chat, which a step-up needs.
  const works = ({ methods }: ServedOfficialAccount): readonly Method[] =>
    methods.filter((method) => method !== 'oauth' || request.purpose !== 'step-up');
  if (!works(official).includes(request.method)) throw methodUnavailable(works(official));
  return { request, official };
}

/** @throws WechatMpLoginError `rate_limited` */
function countInMinute({ limits, emit }: Backend, visitor: Visitor): void {
  const refused = limits.creates.take(visitor);
  if (!refused) return;
  const { limit, retryAfterMs } = refused;
  emit({ type: 'limit_hit', limit, network: truncatedAddress(visitor.address) });
  throw tooMany(retryAfterMs);
}

/** Waits for the QR code that another request has asked WeChat for. */
async function untilShown({ attempts }: Backend, { id }: Attempt): Promise<Attempt> {
  const isShown = ({ present, state }: Attempt): boolean => !!present || isEnd(state);
  const shown = await attempts.until(id, isShown, qrCodeTimeoutMs);
  if (!shown) throw unavailable('upstream_unavailable', 2000);
  return shown;
}

/**
 * A QR code costs something, so it is asked for only now that nobody has asked for this one before.
 * @param admit counts the QR code, or refuses it
 */
async function showQrCode(
  backend: Backend,
  official: ServedOfficialAccount,
  attempt: Attempt,
  address: string,
  admit: () => Promise<Granted>,
): Promise<Attempt> {
  const { attempts } = backend;
  const fail = async (reason: ProblemCode): Promise<void> =>
    // If the store fails here as well, the visitor still gets the first error.
    void (await attempts.apply(attempt, { type: 'failed', reason }).catch(() => undefined));
  const granted = await admit().catch(async (error: unknown) => {
    if (isWechatMpLoginError(error) && isProblemCode(error.code)) await fail(error.code);
    throw error;
  });
  const asked = findCity(backend, address);
  let url: string;
  try {
    const signal = AbortSignal.timeout(qrCodeTimeoutMs);
    ({ url } = await official.api.createQrCode(attempt.scene, qrCodeLifetimeS, signal));
  } catch (cause) {
    if (isRefusal(cause)) granted.giveBack();
    const { code: reason, error } = refusedQrCode(backend, official, attempt, cause);
    await fail(reason);
    throw error;
  }
  const present = { type: 'qr', url } as const;
  const city = await asked;
  const shown = await attempts.apply(attempt, {
    ...{ type: 'presented', present },
    ...(city === undefined ? {} : { city }),
  });
  return { ...shown.attempt, present };
}

/** WeChat has answered that it makes no QR code. Without an answer, it may have made one. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof WechatApiError && (cause.isPaused || cause.errcode !== undefined);
}

function refusedQrCode(
  { log, emit }: Backend,
  { named }: ServedOfficialAccount,
  { id }: Attempt,
  cause: unknown,
) {
  const refused = refusedByWechat(log, 'qr_code_failed', { ...named, attempt: id }, cause);
  if (cause instanceof WechatApiError && cause.kind === 'quota' && !cause.isPaused) {
    emit({ type: 'quota_exhausted', retryAfterMs: refused.error.retryAfterMs ?? 0, ...named });
  }
  return refused;
}

function created({ options, officialAccounts, now }: Backend, attempt: Attempt): Created {
  // The attempt ended before WeChat returned a QR code.
  if (!attempt.present) throw unavailable('upstream_unavailable');
  const { list, byKey } = officialAccounts;
  const official = byKey(attempt.officialAccount);
  // The attempt is older than the options, which name its account no more.
  if (!official) throw invalid('officialAccount');
  const isExistingOnly = options.newAccounts === 'existing-only' && attempt.linkTo === undefined;
  return {
    protocol: protocolVersion,
    levels: options.levels,
    id: attempt.id,
    ...snapshotOf(attempt, now()),
    officialAccount: official.shown,
    ...(list.length > 1 ? { officialAccounts: list.map(({ shown }) => shown) } : {}),
    ...(isExistingOnly ? { newAccounts: 'existing-only' } : {}),
    present: attempt.present,
  };
}
