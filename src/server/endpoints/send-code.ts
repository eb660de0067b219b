/**
 * `POST /attempts/{id}/codes`: sends a verification code to an e-mail address or phone number, to
 * prove that the visitor owns the account behind it. The answer comes before anybody has looked for
 * such an account, so it cannot tell whether there is one.
 */
import type { CodesRequest, CodeSent } from '../../protocol/messages.js';
import { isEnd } from '../../protocol/states.js';
import { backgroundTimers } from '../../wechat/io/timers.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import type { Attempt, SentVerificationCode } from '../attempts/attempt.js';
import type { Ledger } from '../attempts/attempts.js';
import { times } from '../attempts/transition.js';
import { sixDigits } from '../base/digits.js';
import { gone, invalid, tooMany, wrongState } from '../base/errors.js';
import type { Tally } from '../base/limits.js';
import { errorKind } from '../base/log.js';
import { bySession, type BindingOptions } from '../binding/binding-options.js';
import { readFields } from '../binding/fields.js';
import { fillForm, identityKey, targetKey, type FilledForm } from '../binding/proofs.js';
import type { Config } from '../check-options.js';

const sendTimeoutMs = 20_000;

export interface SendVerificationCodeOptions {
  readonly config: Config;
  readonly ledger: Ledger;
  readonly bindingOptions: BindingOptions;
  /** Counts the codes for one target and by one WeChat user. */
  readonly sentCodes: Tally;
}

/** The caller has proven `v` and the cookie: `attempt` is theirs. */
export type SendVerificationCode = (attempt: Attempt, request: CodesRequest) => Promise<CodeSent>;

export function createSendVerificationCode(
  options: SendVerificationCodeOptions,
): SendVerificationCode {
  const { config, ledger, bindingOptions, sentCodes } = options;
  const { now, randomToken } = config;

  return async (attempt, request) => {
    if (isEnd(attempt.state)) throw gone(attempt);
    if (attempt.state !== 'binding') throw wrongState();
    const form = readForm(attempt, request);
    const { identity } = attempt;
    const keys = [targetKey(form), ...(identity ? [identityKey(identity)] : [])];
    const waitMs = sentCodes.take(keys);
    if (waitMs > 0) throw tooMany(waitMs);
    const digits = sixDigits(randomToken);
    const { method, target } = form;
    try {
      await record(attempt.id, { method: method.method, target, digits });
    } catch (error) {
      sentCodes.giveBack(keys);
      throw error;
    }
    void sendInBackground(config, attempt, form, digits);
    return { resendIn: times.verificationCodeEveryMs / 1000 };
  };

  function readForm(attempt: Attempt, { method: name, fields }: CodesRequest): FilledForm {
    const method = bindingOptions.linkMethod(attempt, name);
    if (method === bySession || !method.send) throw invalid('method');
    const addressFields = method.fields.filter(({ type }) => type !== 'code');
    return fillForm(method, readFields(addressFields, fields));
  }

  /**
   * Records in the attempt which verification code is on its way.
   * @throws WechatMpLoginError `gone`, `rate_limited`, `wrong_state`
   */
  async function record(id: string, sent: Omit<SentVerificationCode, 'sentAtMs'>): Promise<void> {
    const step = await ledger.apply(id, { type: 'verificationCodeSent', verificationCode: sent });
    if (step.type !== 'refused') return;
    const { attempt } = step;
    switch (step.refusal) {
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
}

/** Never rejects: the log alone says what went wrong. */
async function sendInBackground(
  { log, site }: Config,
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
    // A send that hangs must not keep a process alive that has nothing else to do.
    await withTimeout(sendTimeoutMs, send(), throwTimeout, backgroundTimers);
  } catch (error) {
    log('error', 'code_failed', { attempt: id, method: method.method, error: errorKind(error) });
  }
}

function throwTimeout(): never {
  throw new DOMException(`The code was not sent within ${sendTimeoutMs} ms`, 'TimeoutError');
}
