/** The application's captcha, which a visitor may have to solve before a QR code is made. */
import { s256 } from '../base/secrets/s256.js';
import type { Purpose } from '../../protocol/messages.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { createRecentKeys } from '../base/limits/recent-keys.js';
import { errorKind } from '../base/log.js';
import type { ErrorEvent, EventLog } from '../base/operation/log-events.js';
import type { Caller } from './caller.js';

/** A captcha of any provider. See docs/backend.md#captcha. */
export interface Captcha {
  /** The public key of your site at the provider, up to 200 characters. The page gets it. */
  readonly siteKey?: string;
  /**
   * Whether this visitor has to solve a captcha. Without it, only visitors for whom the day's open QR
   * codes are used up have to. It has a second; if it fails, they have to.
   */
  needed?(facts: CaptchaFacts): boolean | Promise<boolean>;
  /**
   * Asks the provider whether the page's token is right. It has 5 seconds; if it rejects, or does not
   * return true, the visitor gets no QR code. It is called once for each token.
   */
  verify(token: string, caller: CaptchaCaller): boolean | Promise<boolean>;
}

/** What `needed` can decide by. */
export interface CaptchaFacts {
  readonly address: string;
  readonly purpose: Purpose;
  /** Whether somebody has confirmed a login in this browser within 90 days. */
  readonly isKnownBrowser: boolean;
  /** How much of the day's QR codes for everybody is used, from 0 to 1. */
  readonly used: number;
}

/** The visitor who has solved the captcha. */
export interface CaptchaCaller extends Pick<Caller, 'address' | 'userAgent'> {
  /** Aborted after 5 seconds. */
  readonly signal: AbortSignal;
}

export type CaptchaResult = 'solved' | 'wrong' | 'used' | 'unchecked';

/** The captcha, with limits for time and for uses of a token. Its functions never reject. */
export interface CheckedCaptcha {
  readonly siteKey: string | undefined;
  isNeeded(facts: CaptchaFacts): Promise<boolean>;
  check(token: string, caller: Caller): Promise<CaptchaResult>;
}

const usualTimeouts = { neededMs: 1000, verifyMs: 5000 } as const;
/** More than can be sent while a token is valid, which is some minutes with every provider. */
const maxTokens = 20_000;

export function guardCaptcha(
  captcha: Captcha,
  log: EventLog,
  timeouts: Readonly<Record<keyof typeof usualTimeouts, number>> = usualTimeouts,
): CheckedCaptcha {
  const used = createRecentKeys(maxTokens);
  async function call<T>(
    event: ErrorEvent,
    timeoutMs: number,
    ask: () => T | Promise<T>,
    otherwise: T,
  ) {
    try {
      // An asynchronous function, so that one that throws rejects.
      const answer = (async () => ask())();
      return await withTimeout<T>(timeoutMs, answer, () => {
        throw new DOMException(`No answer within ${timeoutMs} ms`, 'TimeoutError');
      });
    } catch (error) {
      log('error', event, { error: errorKind(error) });
      return otherwise;
    }
  }

  return {
    siteKey: captcha.siteKey,
    async isNeeded(facts) {
      if (!captcha.needed) return false;
      const ask = (): unknown => captcha.needed?.(facts);
      return (await call('captcha_needed_failed', timeouts.neededMs, ask, true)) !== false;
    },
    async check(token, { address, userAgent }) {
      // Recorded before it is checked, so that two requests at once cannot both use it.
      if (!used.add(await s256(token))) return 'used';
      const signal = AbortSignal.timeout(timeouts.verifyMs);
      const ask = (): unknown => captcha.verify(token, { address, userAgent, signal });
      const answer = await call('captcha_failed', timeouts.verifyMs, ask, undefined);
      if (answer === true) return 'solved';
      if (answer === false) return 'wrong';
      if (answer !== undefined) {
        // For example the provider's answer, which is an object for a wrong token as well.
        log('error', 'captcha_answer_refused', {
          meaning: '`captcha.verify` must return true or false. Anything else counts as false.',
        });
      }
      return 'unchecked';
    },
  };
}
