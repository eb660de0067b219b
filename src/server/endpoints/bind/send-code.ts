/**
 * `POST /attempts/{id}/codes`: sends a verification code to an e-mail address or phone number, to
 * prove that the visitor owns the account behind it. The page gets its answer before the account is
 * looked up, so the answer cannot reveal whether there is one.
 */
import type { CodesRequest } from '../../../protocol/messages.js';
import { parseCodesRequest } from '../../../protocol/parse/requests.js';
import { isEnd } from '../../../protocol/states.js';
import { backgroundTimers } from '../../../wechat/io/timers.js';
import { withTimeout } from '../../../wechat/io/timeout.js';
import type { Attempt, SentVerificationCode } from '../../attempts/attempt.js';
import { times } from '../../attempts/times-and-tries.js';
import { sixDigits } from '../../base/secrets/digits.js';
import { gone, invalid, tooMany, wrongState } from '../../base/errors.js';
import type { Guess } from '../../base/limits/guess-limit.js';
import { errorKind } from '../../base/log.js';
import { bySession } from '../../binding/binding-options.js';
import { readFields } from '../../binding/fields.js';
import { fillForm, identityKey, limitsOf, type FilledForm } from '../../binding/proofs.js';
import type { Backend } from '../backend.js';
import type { Call, JsonReply } from '../call.js';
import { proveByCookie } from '../prove.js';

const sendTimeoutMs = 20_000;

export async function sendVerificationCode(backend: Backend, call: Call): Promise<JsonReply> {
  const { randomToken, digitsSeal } = backend;
  const { attempt, request } = await proveByCookie(backend, call, parseCodesRequest);
  if (isEnd(attempt.state)) throw gone(attempt);
  if (attempt.state !== 'binding') throw wrongState();
  const form = readForm(backend, attempt, request);
  const guess = await countCode(backend, attempt, form, call.caller.address);
  const digits = sixDigits(randomToken);
  const { method, target } = form;
  try {
    const sealed = await digitsSeal.seal(digits);
    await record(backend, attempt, { method: method.method, target, digits: sealed });
  } catch (error) {
    await guess.giveBack();
    throw error;
  }
  void sendInBackground(backend, attempt, form, digits);
  return { status: 202, json: { resendIn: times.verificationCodeEveryMs / 1000 } };
}

function readForm(
  { bindingOptions }: Backend,
  attempt: Attempt,
  { method: name, fields }: CodesRequest,
): FilledForm {
  const method = bindingOptions.linkMethod(attempt, name);
  if (method === bySession || !method.send) throw invalid('method');
  const addressFields = method.fields.filter(({ type }) => type !== 'code');
  return fillForm(method, readFields(addressFields, fields));
}

/** The share of all codes that is reserved for WeChat users who have asked for none lately. */
const reservedShare = 0.2;

/** Counts before the code is recorded, so that requests at the same time cannot get around a limit. */
async function countCode(
  { limits, options, log }: Backend,
  attempt: Attempt,
  form: FilledForm,
  ipAddress: string,
): Promise<Pick<Guess, 'giveBack'>> {
  const { tally, max } = limits.verificationCodes;
  const { person, target } = limitsOf(max, attempt, ipAddress, form);
  const inAll = options.limits.verificationCodesPerHour;
  const unreserved = Math.ceil(inAll * (1 - reservedShare));
  const own = await tally.count([...person, ...target]);
  const isQuiet = attempt.identity && own.before(identityKey(attempt.identity)) === 0;
  const all = { key: 'all', max: isQuiet ? inAll : unreserved };
  const ofAll = await tally.count([all]).catch(async (error: unknown) => {
    await own.giveBack();
    throw error;
  });
  if (ofAll.before(all.key) + 1 === unreserved) {
    log('warn', 'codes_nearly_used_up', { perHour: inAll });
  }
  return {
    async giveBack() {
      await Promise.all([own.giveBack(), ofAll.giveBack()]);
    },
  };
}

/**
 * Records in the attempt which verification code is on its way.
 * @throws WechatMpLoginError `gone`, `rate_limited`, `wrong_state`
 */
async function record(
  { attempts, now }: Backend,
  proven: Attempt,
  verificationCode: Omit<SentVerificationCode, 'sentAtMs'>,
): Promise<void> {
  const event = { type: 'verificationCodeSent', verificationCode } as const;
  const result = await attempts.apply(proven, event);
  if (result.type !== 'refused') return;
  const { attempt } = result;
  switch (result.refusal) {
    case 'gone':
      throw gone(attempt);
    case 'too_soon': {
      const lastSentAtMs = attempt.verificationCode?.sentAtMs ?? now();
      throw tooMany(lastSentAtMs + times.verificationCodeEveryMs - now());
    }
    case 'too_many':
      // This attempt gets no further code: the visitor has to wait for its end.
      throw tooMany(attempt.deadlineMs - now());
    default:
      throw wrongState();
  }
}

/** Never rejects; errors go to the log. */
async function sendInBackground(
  { log, options: { site } }: Backend,
  { id, lang }: Attempt,
  { method, fields, target }: FilledForm,
  digits: string,
): Promise<void> {
  async function send(): Promise<void> {
    const owners = await method.accounts(fields);
    if (owners.length === 0) return;
    await method.send?.(target, digits, { site, ...(lang === undefined ? {} : { lang }) });
  }
  try {
    // The time-out of a send that hangs must not keep the process alive.
    await withTimeout(sendTimeoutMs, send(), throwTimeout, backgroundTimers);
  } catch (error) {
    log('error', 'verification_code_failed', {
      attempt: id,
      method: method.method,
      error: errorKind(error),
    });
  }
}

function throwTimeout(): never {
  throw new DOMException(`The code was not sent within ${sendTimeoutMs} ms`, 'TimeoutError');
}
