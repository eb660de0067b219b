/** Checks the answer that signs somebody in. */
import type { Account, Authenticated } from '../messages.js';
import { boolean, path } from './more-readers.js';
import { address, object, oneOf, shortText, text } from './read.js';

const account = object<Account>({ name: shortText, 'avatar?': address });

/**
 * Reads the answer to a redeem or bind that signed somebody in. `parseRedeemResult` and
 * `parseBindResult` also read the answers that come before it.
 *
 * @throws ShapeError naming the field; `result` for another result
 * @example
 * ```ts
 * const account = { name: 'Lin Xi' };
 * parseAuthenticated({ result: 'authenticated', isNew: true, account }).isNew; // true
 * ```
 */
export const parseAuthenticated: (body: unknown) => Authenticated = object<Authenticated>({
  result: oneOf('authenticated'),
  isNew: boolean,
  'linked?': boolean,
  account,
  'returnTo?': path,
  'code?': text(/^[!-~]{1,512}$/),
});
