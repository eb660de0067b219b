/** Writes the tables of docs/scale.md: `node --import tsx tools/scale/index.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';
import { behaviours, codes, day, waiting } from './model.js';

const scales = [1000, 10_000, 100_000, 1_000_000];

function number(value: number): string {
  const digits = value < 10 && !Number.isInteger(value) ? 1 : 0;
  const least = 10 ** -digits;
  if (value > 0 && value < least) return `under ${least}`;
  const [whole = '', part] = value.toFixed(digits).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ' ') + (part === undefined ? '' : `.${part}`);
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(row).join('\n');
}

function byScale<Key extends string>(
  what: string,
  labels: Readonly<Record<Key, string>>,
  compute: (visitors: number) => Readonly<Record<Key, number>>,
): string {
  const computed = scales.map(compute);
  // The keys of the labels are those of what is computed.
  const rows = (Object.keys(labels) as Key[]).map((key) => [
    labels[key],
    ...computed.map((each) => number(each[key])),
  ]);
  return table([what, ...scales.map(number)], rows);
}

const tables = (): Readonly<Record<string, string>> => ({
  waiting: byScale(
    'visitors who wait at the same time',
    {
      instances: 'instances, one of which may be lost',
      streamMiB: 'memory of their streams, MiB',
      nginxWorkers: 'workers of nginx with 32 768 connections each',
      pingsPerS: 'pings a second',
      redisScriptsPerS: 'scripts that Redis runs a second to catch up',
      redisReadsPerS: 'revisions that these read a second',
      renewalsPerMinute: 'QR codes a minute, if everybody stays and looks',
    },
    waiting,
  ),
  codes: table(
    ['a million visitors', 'QR codes for each', 'mean wait', 'QR codes if one lasted 10 minutes'],
    behaviours.map((behaviour) => {
      const { now, longer } = codes(behaviour);
      const { meanWaitS, leftOpen } = behaviour;
      const left = leftOpen === 0 ? 'all scan' : `${100 * leftOpen} % leave the page open`;
      return [
        `scan after ${meanWaitS} s on average; ${left}`,
        now.codesPerVisitor.toFixed(2),
        `${now.waitS.toFixed(0)} s`,
        longer.codesPerVisitor.toFixed(2),
      ];
    }),
  ),
  day: byScale(
    'visitors a day',
    {
      qrCodes: 'QR codes a day',
      officialAccounts: 'official accounts, by their QR codes',
      loginsPerS: 'logins a second in the busiest hour',
      waiting: 'visitors who wait at the same time',
      cores: 'cores for the backend',
      redisCommandsPerS: 'Redis commands a second',
      messageAccounts: 'official accounts, if everybody sends a message',
    },
    day,
  ),
});

/** The page with these tables in place of those between its marks. */
export async function withTables(page: string): Promise<string> {
  let text = page;
  for (const [name, content] of Object.entries(tables())) {
    const marks = [`<!-- ${name} -->`, `<!-- end of ${name} -->`] as const;
    const [before, rest = ''] = text.split(marks[0]);
    const [, after] = rest.split(marks[1]);
    if (before === undefined || after === undefined) {
      throw new Error(`docs/scale.md has no place between ${marks.join(' and ')}.`);
    }
    text = [before, marks[0], '\n\n', content, '\n\n', marks[1], after].join('');
  }
  return format(text, { parser: 'markdown' });
}

const document = new URL('../../docs/scale.md', import.meta.url);
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(document, await withTables(readFileSync(document, 'utf8')));
}
