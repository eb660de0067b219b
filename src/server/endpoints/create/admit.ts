/** Decides whether a visitor gets a QR code now: by the budget of the day, and by a captcha. */
import type { CreateRequest } from '../../../protocol/messages.js';
import { captchaRequired, tooMany, unavailable } from '../../base/errors.js';
import { truncatedAddress } from '../../base/limits/address-group.js';
import type { RefusedBy, Visitor } from '../../base/limits/create-limit.js';
import type { DayLimit, Granted } from '../../base/limits/qr-code-budget.js';
import type { Caller } from '../../host/caller.js';
import type { Backend } from '../backend.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { withoutScan } from './methods.js';

/**
 * Counts a QR code in the budget of the day.
 * @throws WechatMpLoginError `rate_limited`, `quota_exhausted`, `captcha_required`, `store_unavailable`
 */
export async function admit(
  backend: Backend,
  official: ServedOfficialAccount,
  { captcha: token, purpose }: CreateRequest,
  caller: Caller,
  visitor: Visitor,
): Promise<Granted> {
  const { captcha } = backend;
  const { qrCodes } = official;
  const { address } = caller;
  const isKnownBrowser = visitor.deviceHash !== undefined;
  const usual = await qrCodes.take(visitor, isKnownBrowser ? ['open', 'known'] : ['open']);
  const isUsual = 'share' in usual;
  if (captcha) {
    const facts = { address, purpose, isKnownBrowser, used: usual.used };
    if (isUsual && !(await captcha.isNeeded(facts))) return usual;
  } else if (isUsual) return usual;
  // Counted before the captcha is asked for, so that nobody solves one in vain.
  const granted = isUsual ? usual : await qrCodes.take(visitor, ['rest']);
  if (!('share' in granted)) {
    throw refuse(backend, isUsual ? granted : usual, address, withoutScan(official, purpose));
  }
  if (!captcha) return granted;
  const result = token === undefined ? undefined : await captcha.check(token, caller);
  if (result === 'solved') return granted;
  await granted.giveBack();
  if (result !== undefined) {
    backend.emit({ type: 'captcha_failed', reason: result, network: truncatedAddress(address) });
  }
  throw captchaRequired(captcha.siteKey);
}

function refuse(
  { emit }: Backend,
  { limit, retryAfterMs }: RefusedBy<DayLimit>,
  address: string,
  methods: readonly string[],
): Error {
  emit({ type: 'limit_hit', limit, network: truncatedAddress(address) });
  return limit === 'qrCodesPerDay'
    ? unavailable('quota_exhausted', retryAfterMs, methods)
    : tooMany(retryAfterMs);
}
