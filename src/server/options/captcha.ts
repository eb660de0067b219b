/** Checks the option `captcha`. */
import { requireOption } from '../base/configuration-error.js';
import type { Captcha } from '../host/captcha.js';

/** @throws ConfigurationError */
export function checkCaptcha(captcha: Partial<Captcha> | undefined): Captcha | undefined {
  if (captcha === undefined) return undefined;
  // JavaScript may pass anything.
  const { siteKey }: { readonly siteKey?: unknown } = captcha;
  requireOption(
    typeof captcha.verify === 'function',
    '`captcha.verify` is missing: a function `verify(token, caller)` that asks your provider whether the token is right, and returns true or false.',
  );
  requireOption(
    captcha.needed === undefined || typeof captcha.needed === 'function',
    '`captcha.needed` must be a function, `needed(facts)`; leave it out to ask for a captcha only once the QR codes for everybody are used up.',
  );
  requireOption(
    siteKey === undefined || (typeof siteKey === 'string' && /^[!-~]{1,200}$/.test(siteKey)),
    '`captcha.siteKey` must be the public key of your site at the provider: 1 to 200 characters without spaces. Never pass the secret one: pages get it.',
  );
  // `verify` was checked above.
  return captcha as Captcha;
}
