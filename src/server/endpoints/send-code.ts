/**
 * Codes to an address or phone, to prove the account behind it. Who asks learns nothing of whether
 * there is one: the answer comes before anybody has looked.
 */
import { backgroundTimers } from '../../wechat/io/timers.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { CodesRequest, CodeSent } from '../../protocol/messages.js';
import { isEnd } from '../../protocol/states.js';
import type { Attempt, SentCode } from '../attempts/attempt.js';
import type { Config } from '../check-options.js';
import { sixDigits } from '../base/digits.js';
import { readFields } from '../binding/fields.js';
import { gone, invalid, tooMany } from '../base/errors.js';
import type { Ledger } from '../attempts/attempts.js';
import type { Tally } from '../base/limits.js';
import { times } from '../attempts/transition.js';
import { errorKind } from '../base/log.js';
import { bySession, type Offers } from '../binding/binding-options.js';
import { filled, identityKey, targetKey, type Filled } from '../binding/proofs.js';

const sendTimeoutMs = 20_000;

export interface CodesOptions {
  readonly config: Config;
  readonly ledger: Ledger;
  readonly offers: Offers;
  /** Codes for one target, and by one identity. */
  readonly sentCodes: Tally;
}

/** For a caller who has proven `v` and the cookie: `attempt` is theirs. */
export type SendCode = (attempt: Attempt, request: CodesRequest) => Promise<CodeSent>;

export function createSendCode({ config, ledger, offers, sentCodes }: CodesOptions): SendCode {
  const { now, log, site, randomToken } = config;

  /** In the background. @throws nothing: what goes wrong is in the log alone */
  async function send({ id, lang }: Attempt, form: Filled, code: string): Promise<void> {
    const { method, fields, target } = form;
    const sendToOwner = async (): Promise<void> => {
      const owners = await method.accounts(fields);
      if (owners.length === 0) return;
      await method.send?.(target, code, { site, ...(lang === undefined ? {} : { lang }) });
    };
    try {
      await inTime(sendToOwner());
    } catch (error) {
      log('error', 'code_failed', { attempt: id, method: method.method, error: errorKind(error) });
    }
  }

  return async (attempt, { method: name, fields }) => {
    if (isEnd(attempt.state)) throw gone(attempt);
    if (attempt.state !== 'binding') throw new WechatMpLoginError('wrong_state');
    const method = offers.method(attempt, name);
    if (method === bySession || !method.send) throw invalid('method');
    const asked = method.fields.filter(({ type }) => type !== 'code');
    const form = filled(method, readFields(asked, fields));
    const { identity } = attempt;
    const keys = [targetKey(form), ...(identity ? [identityKey(identity)] : [])];
    const waitMs = sentCodes.take(keys);
    if (waitMs > 0) throw tooMany(waitMs);
    const code = sixDigits(randomToken);
    const made = { method: name, target: form.target, code };
    try {
      await note(attempt.id, made);
    } catch (error) {
      sentCodes.giveBack(keys);
      throw error;
    }
    void send(attempt, form, code);
    return { resendIn: times.codeEveryMs / 1000 };
  };

  /** Writes down which code is on its way. @throws WechatMpLoginError where there may be none */
  async function note(id: string, code: Omit<SentCode, 'sentAtMs'>): Promise<void> {
    const noted = await ledger.apply(id, { type: 'code', code });
    if (noted.type !== 'refused') return;
    const { attempt } = noted;
    switch (noted.refusal) {
      case 'gone':
        throw gone(attempt);
      case 'too_soon':
        throw tooMany((attempt.code?.sentAtMs ?? now()) + times.codeEveryMs - now());
      case 'too_many':
        // There is no other in this attempt.
        throw tooMany(attempt.deadlineMs - now());
      default:
        throw new WechatMpLoginError('wrong_state');
    }
  }
}

/** A send that hangs does not keep a process alive that has nothing else to do. */
function inTime(sending: Promise<void>): Promise<void> {
  const onTimeout = (): never => {
    throw new DOMException(`The code was not sent within ${sendTimeoutMs} ms`, 'TimeoutError');
  };
  return withTimeout(sendTimeoutMs, sending, onTimeout, backgroundTimers);
}
