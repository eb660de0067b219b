/** The texts of a login with `purpose="step-up"` that differ from those of every other. */
import type { LinkMessageKey, Messages } from './after-qr-code.js';

export interface StepUpTerms {
  /** The language as a BCP 47 tag, for fonts and screen readers. */
  readonly lang: string;
  /** The accessible name. */
  readonly name: string;
  /** The label of the button that opens it in a panel. */
  readonly open: string;
  readonly messages: Messages<LinkMessageKey | 'reauthentication_required' | 'session_mismatch'>;
}
