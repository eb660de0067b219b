/** How the tags format numbers, durations and dates, for the table that shows every sentence. */
export { formatDay } from '../../src/elements/identities/format-day.js';
export { formatDuration, formatNumber, formatPlural } from '../../src/elements/binding/numbers.js';
export { formatWait } from '../../src/elements/texts/format-wait.js';
export type { CodeWithoutText } from '../../src/elements/login/view-of.js';
