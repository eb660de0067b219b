/** The report for continuous integration, in the format of JUnit. */
import { levels } from '../case.js';
import type { Result } from '../run.js';
import { countsOf, type Report } from './summary.js';

/** Letters that XML does not allow are left out (https://www.w3.org/TR/xml/#charsets). */
function escape(text: string): string {
  const replacements: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return (
    text
      // XML has no place for them.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (letter) => replacements[letter] ?? '')
  );
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function caseOf({ name, level, rule, source, verdict, detail, exchanges, ms }: Result): string {
  const sent = exchanges.map(({ by, sent: what, seen }) => `${by}: ${what} → ${seen}`).join('\n');
  const about = escape([rule, source, sent].join('\n'));
  const message = `message="${escape(detail)}"`;
  const inner = {
    pass: '',
    fail: `<failure ${message}>${about}</failure>`,
    'broken off': `<error ${message}>${about}</error>`,
    'not applicable': `<skipped ${message}/>`,
  }[verdict];
  return `<testcase classname="${level}" name="${escape(name)}" time="${seconds(ms)}">${inner}</testcase>`;
}

export function junitOf({ results }: Report): string {
  const suites = levels.flatMap((level) => {
    const ofLevel = results.filter((result) => result.level === level);
    if (ofLevel.length === 0) return [];
    const counts = countsOf(ofLevel);
    const time = ofLevel.reduce((total, { ms }) => total + ms, 0);
    return [
      `<testsuite name="${level}" tests="${ofLevel.length}" failures="${counts.fail}" errors="${counts['broken off']}" skipped="${counts['not applicable']}" time="${seconds(time)}">`,
      ...ofLevel.map(caseOf),
      '</testsuite>',
    ];
  });
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites];
  return [...lines, '</testsuites>', ''].join('\n');
}
