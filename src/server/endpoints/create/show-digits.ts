/** Method `message`: digits that the visitor sends to the official account. WeChat is not asked. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import type { Attempt } from '../../attempts/attempt.js';
import type { CreatedAttempt, NewAttempt } from '../../attempts/attempts.js';
import { digitsOf, digitsScene } from '../../attempts/scenes.js';
import type { Backend } from '../backend.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { findCity } from './find-city.js';

/** Creates the attempt with digits that no other one has. @throws as `attempts.create` */
export async function createWithDigits(
  { attempts, messageDigits }: Backend,
  about: NewAttempt,
  secretOf: (id: string) => string,
): Promise<CreatedAttempt> {
  const { officialAccount } = about;
  const { digits, giveBack } = await messageDigits.take(officialAccount);
  try {
    const scene = digitsScene(officialAccount, digits);
    const created = await attempts.create({ ...about, scene }, secretOf);
    // A repeated request: the attempt has others.
    if (created.secret === undefined) await giveBack();
    return created;
  } catch (error) {
    // After any other error, the store may have the attempt.
    if (isWechatMpLoginError(error) && error.code === 'challenge_used') await giveBack();
    throw error;
  }
}

export async function showDigits(
  backend: Backend,
  official: ServedOfficialAccount,
  attempt: Attempt,
  address: string,
): Promise<Attempt> {
  const digits = digitsOf(attempt.scene);
  const present = { type: 'message', digits, ...official.qrCode } as const;
  const city = await findCity(backend, address);
  const shown = await backend.attempts.apply(attempt, {
    ...{ type: 'presented', present },
    ...(city === undefined ? {} : { city }),
  });
  return { ...shown.attempt, present };
}
