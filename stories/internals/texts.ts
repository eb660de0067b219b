/** How the tags load texts and format numbers, durations and dates, for the table of every sentence. */
export { formatDay } from '../../src/elements/identities/format-day.js';
export { formatDuration, formatNumber, formatPlural } from '../../src/elements/binding/numbers.js';
export { formatWait } from '../../src/elements/texts/format-wait.js';
export type { CodeWithoutText } from '../../src/elements/login/view-of.js';
export {
  afterQrCodeTermsFor,
  bindingTermsFor,
  doorTermsFor,
  stepUpTermsFor,
} from '../../src/elements/texts/late-terms.js';
export { identitiesTermsFor, loginTermsFor } from '../../src/elements/texts/terms.js';
