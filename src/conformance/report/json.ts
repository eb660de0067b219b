/** The report for programs. */
import { countsOf, isRed, type Report } from './summary.js';

export function jsonOf({ url, declared, results }: Report): string {
  const report = { url, levels: declared, green: !results.some(isRed), counts: countsOf(results) };
  return `${JSON.stringify({ ...report, results }, null, 2)}\n`;
}
