/** What a link method is: the usual ones are in link-methods.ts, and applications add their own. */
import type { FieldValues } from '../../protocol/messages.js';
import type { LocalizedText } from '../base/localized-text.js';
import type { HostAccount } from '../host/host.js';
import type { FieldOptions } from './fields.js';

/**
 * One way to prove that an account is one's own. `passwordMethod`, `emailCodeMethod` and
 * `phoneCodeMethod` create the usual ones.
 */
export interface LinkMethod {
  /** Its name in the protocol: `[a-z0-9-]{1,32}`, but not `session`, which is always there. */
  readonly method: string;
  /** The label of the choice, 1 to 200 characters in each language. */
  readonly label: LocalizedText;
  /** At most 8. */
  readonly fields: readonly FieldOptions[];
  /**
   * What wrong proofs and verification codes are counted by, such as the e-mail address in lower case:
   * the same string for all the ways to write the same address.
   */
  target(fields: FieldValues): string;
  /**
   * Finds the accounts that these fields prove, by an identifier that was verified. Return an empty
   * list for a wrong proof, an unknown account and an unverified one alike, and take the same time for
   * each. If the method has `send`, the verification code was checked before; the function is also
   * called before a code is sent.
   */
  accounts(fields: FieldValues): Promise<readonly HostAccount[]>;
  /**
   * Sends six digits to the target. A method with `send` needs one field of type `code`; the backend
   * then creates, stores and checks the code. It is not called if no account has the target, and the
   * page does not wait for it.
   */
  send?(target: string, verificationCode: string, context: SendContext): Promise<void>;
}

export interface SendContext {
  /** The language of the page, a BCP 47 tag. */
  readonly lang?: string;
  /** The host of `publicUrl`, to name the site in the message. */
  readonly site: string;
}

/**
 * The accounts that a proof matches. Empty for a wrong proof, an unknown account and an unverified one
 * alike; take the same time for each.
 */
export type MatchingAccounts = Promise<readonly HostAccount[]>;
