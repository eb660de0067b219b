/** The files of a language, and what each contains. */
import type { AfterQrCodeTerms } from './after-qr-code.js';
import type { BindingTerms } from './binding.js';
import type { DoorTerms } from './doors.js';
import type { IdentitiesTerms } from './identities.js';
import type { Terms } from './login.js';
import type { StepUpTerms } from './step-up.js';

export interface TermsByGroup {
  readonly login: Terms;
  readonly afterQrCode: AfterQrCodeTerms;
  readonly binding: BindingTerms;
  readonly stepUp: StepUpTerms;
  readonly doors: DoorTerms;
  readonly identities: IdentitiesTerms;
}

export type TermsGroup = keyof TermsByGroup;

/** The type of a file. */
export interface TermsModule<G extends TermsGroup> {
  readonly terms: TermsByGroup[G];
}
