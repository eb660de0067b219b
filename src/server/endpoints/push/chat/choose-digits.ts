/** The six digits that prove, on the page, that its visitor is the one who reads the chat. */
import type { Attempt } from '../../../attempts/attempt.js';
import { sixDigits } from '../../../base/secrets/digits.js';
import type { Identity } from '../../../host/host.js';
import type { Backend } from '../../backend.js';
import { hasAccount } from './look-up.js';

/** Sealed digits if the page may ask for them: the visitor may have to link an account, or create one. */
export async function chooseDigits(
  backend: Backend,
  attempt: Attempt,
  identity: Identity,
): Promise<Pick<Attempt, 'chatDigits'>> {
  const { options, digitsSeal, randomToken } = backend;
  const mayAsk =
    attempt.purpose === 'link' ||
    (attempt.purpose === 'login' &&
      options.newAccounts !== 'create' &&
      !(await hasAccount(backend, attempt.id, identity)));
  return mayAsk ? { chatDigits: await digitsSeal.seal(sixDigits(randomToken)) } : {};
}
