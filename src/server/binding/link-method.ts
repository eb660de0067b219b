/** The interface of a link method. The usual ones are in link-methods.ts; applications add their own. */
import type { FieldValues } from '../../protocol/messages.js';
import type { LocalizedText } from '../base/localized-text.js';
import type { HostAccount } from '../host/host.js';
import type { FieldOptions } from './fields.js';

/**
 * A way for visitors to prove that an account is theirs. `passwordMethod`, `emailCodeMethod` and
 * `phoneCodeMethod` create the usual ones.
 */
export interface LinkMethod {
  /** Its name in the protocol: `[a-z0-9-]{1,32}`, but not `session`, which is built in. */
  readonly method: string;
  /** The label of the choice, 1 to 200 characters in each language. */
  readonly label: LocalizedText;
  /** At most 8. */
  readonly fields: readonly FieldOptions[];
  /**
   * Returns the address or name that the fields are about, such as the e-mail address in lower case.
   * Verification codes are sent to it, and limits count by it, so all the ways to write one address
   * must give the same target.
   */
  target(fields: FieldValues): string;
  /**
   * Finds the accounts that these fields prove. Find them by verified identifiers only. Return an empty
   * list for a wrong proof, an unknown account and an unverified one alike, and take the same time for
   * each. If the method has `send`, the backend checks the verification code itself, and also calls
   * this function before it sends a code.
   */
  accounts(fields: FieldValues): Promise<readonly HostAccount[]>;
  /**
   * Sends six digits to the target. A method with `send` needs one field of type `code`; the backend
   * then creates, stores and checks the code. `send` is not called if no account has the target, and
   * the page does not wait for it.
   */
  send?(target: string, verificationCode: string, context: SendContext): Promise<void>;
}

export interface SendContext {
  /** The language of the page, a BCP 47 tag. */
  readonly lang?: string;
  /** The host of `publicUrl`, which names the site in the message. */
  readonly site: string;
}

/**
 * The accounts that a proof matches. Empty for a wrong proof, an unknown account and an unverified one
 * alike; take the same time for each.
 */
export type MatchingAccounts = Promise<readonly HostAccount[]>;
