/** `POST /attempts`: creates an attempt and shows its QR code, its digits or its way to WeChat. */
import { protocolVersion, type Created, type CreateRequest } from '../../../protocol/messages.js';
import { parseCreateRequest } from '../../../protocol/parse/requests.js';
import { isEnd } from '../../../protocol/states.js';
import type { Attempt } from '../../attempts/attempt.js';
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
import { addressGroups, truncatedAddress } from '../../base/limits/address-group.js';
import type { CountedCreate, MinuteLimit, RefusedBy } from '../../base/limits/create-limit.js';
import type { Caller } from '../../host/caller.js';
import type { Backend } from '../backend.js';
import type { Call, JsonReply } from '../call.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { methodsFor, methodsNow } from './methods.js';
import { createWithDigits, showDigits } from './show-digits.js';
import { qrCodeTimeoutMs, showQrCode, type Asking } from './show-qr-code.js';
import { aboutRedirect, showRedirect } from './show-redirect.js';
import { findStaleCookies } from './stale-cookies.js';

/**
 * A repeated request with the same challenge gets the same attempt. The attempt is stored before WeChat
 * is asked for a QR code, so one challenge costs one QR code.
 */
export async function create(backend: Backend, call: Call): Promise<JsonReply> {
  const { attempts, currentSession, limits, pending } = backend;
  const { caller } = call;
  const deviceHash = (await call.device())?.hash;
  const groups = await addressGroups(caller.address, backend.counterKeys);
  const visitor = { groups, deviceHash };
  const creates = accept(backend, caller, await limits.creates.take(visitor));
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
  const counted =
    method === 'message'
      ? accept(backend, caller, await limits.creates.takeDigits(official.key, creates))
      : creates;
  const secretOf = (id: string): string => call.attemptSecret(id);
  const { attempt, secret } =
    method === 'message'
      ? await createWithDigits(backend, about, secretOf)
      : await attempts.create(about, secretOf);
  if (secret === undefined) {
    // A read of the attempt, and limited like one.
    await counted.giveBack();
    const tooSoonMs = limits.polls.take(attempt.id);
    if (tooSoonMs > 0) throw slowDown(tooSoonMs);
    return { status: 200, json: created(backend, await untilShown(backend, attempt)) };
  }
  const [shown, staleCookies] = await Promise.all([
    show(backend, official, attempt, { request, caller, visitor }),
    findStaleCookies(backend, call.attemptIds(), attempt.id),
    pending.note(attempt),
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
  const { method, purpose } = request;
  if (!methodsFor(official, purpose).includes(method)) {
    throw methodUnavailable(methodsNow(official, purpose));
  }
  return { request, official };
}

/** @throws WechatMpLoginError `rate_limited` */
function accept(
  { emit }: Backend,
  { address }: Caller,
  counted: CountedCreate | RefusedBy<MinuteLimit>,
): CountedCreate {
  if (!('limit' in counted)) return counted;
  const { limit, retryAfterMs } = counted;
  emit({ type: 'limit_hit', limit, network: truncatedAddress(address) });
  throw tooMany(retryAfterMs);
}

function show(
  backend: Backend,
  official: ServedOfficialAccount,
  attempt: Attempt,
  asking: Asking,
): Promise<Attempt> {
  switch (attempt.method) {
    case 'scan':
      return showQrCode(backend, official, attempt, asking);
    case 'message':
      return showDigits(backend, official, attempt, asking.caller.address);
    case 'oauth':
      return showRedirect(backend, official, attempt);
  }
}

/** Waits for the QR code that another request has asked WeChat for. */
async function untilShown({ attempts }: Backend, { id }: Attempt): Promise<Attempt> {
  const isShown = ({ present, state }: Attempt): boolean => !!present || isEnd(state);
  const shown = await attempts.until(id, isShown, qrCodeTimeoutMs);
  if (!shown) throw unavailable('upstream_unavailable', 2000);
  return shown;
}

function created({ options, officialAccounts, now }: Backend, attempt: Attempt): Created {
  // The attempt ended before WeChat returned a QR code.
  if (!attempt.present) throw unavailable('upstream_unavailable');
  const { list, byKey } = officialAccounts;
  const official = byKey(attempt.officialAccount);
  // The attempt is older than the options, which name its account no more.
  if (!official) throw invalid('officialAccount');
  const listed = list.map((each) => ({
    ...each.shown,
    methods: methodsNow(each, attempt.purpose),
  }));
  const isExistingOnly = options.newAccounts === 'existing-only' && attempt.linkTo === undefined;
  return {
    protocol: protocolVersion,
    levels: options.levels,
    id: attempt.id,
    ...snapshotOf(attempt, now()),
    officialAccount: official.shown,
    methods: methodsNow(official, attempt.purpose),
    ...(list.length > 1 ? { officialAccounts: listed } : {}),
    ...(isExistingOnly ? { newAccounts: 'existing-only' } : {}),
    present: attempt.present,
  };
}
