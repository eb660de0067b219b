/** What each page downloads, compressed: ours as `npm run size` measures it, others as they are published. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Figure, Measurement } from '../report/measurement.js';
import type { BenchmarkSite } from './site/site.js';
import { peerVersion } from './peers.js';

interface SizeRow {
  readonly what: string;
  readonly bytes: number;
  readonly budgetBytes: number;
}

const kib = (bytes: number): number => bytes / 1024;
const gzipKib = (...files: readonly string[]): number =>
  kib(
    files.reduce(
      (sum, file) =>
        sum + gzipSync(readFileSync(`bench/peers/node_modules/${file}`), { level: 9 }).length,
      0,
    ),
  );

/**
 * Builds the package, unless it is built.
 *
 * @throws Error with what `npm run size` has printed, if it has no figures
 */
export function sizeRows(): readonly SizeRow[] {
  // Over a budget, the command fails after it has printed the figures.
  const { stdout, stderr } = spawnSync('npm', ['run', '--silent', 'size', '--', '--json'], {
    encoding: 'utf8',
    shell: true,
  });
  const line = stdout.split('\n').find((each) => each.startsWith('['));
  if (!line) throw new Error(`npm run size has printed no figures: ${stderr}`);
  // tools/size.ts has printed rows of this type.
  return JSON.parse(line) as SizeRow[];
}

export function measureBytes(rows: readonly SizeRow[], site: BenchmarkSite): Measurement[] {
  const sdk = {
    name: `authing-js-sdk ${peerVersion('authing-js-sdk')}`,
    value: kib(site.scriptBytes('authing')),
  };
  const others: Figure[] = [
    {
      name: `@teamhanko/hanko-elements ${peerVersion('@teamhanko/hanko-elements')}`,
      value: gzipKib('@teamhanko/hanko-elements/dist/elements.js'),
    },
    {
      name: `@authing/guard ${peerVersion('@authing/guard')}`,
      value: gzipKib(
        '@authing/guard/dist/global/guard.min.js',
        '@authing/guard/dist/global/guard.min.css',
      ),
    },
  ];
  return [
    ['what a page loads until the QR code', 'page: until the QR code is on the screen'],
    ['what a page loads to finish a login', 'page: everything to sign in by QR code'],
  ].map(([name = '', what]) => {
    const row = rows.find((each) => each.what === what);
    if (!row) throw new Error(`npm run size has no row "${what}".`);
    const { bytes, budgetBytes } = row;
    return {
      name,
      unit: 'KiB',
      ours: { name: 'wechat-mp-login', value: kib(bytes) },
      peers: [sdk, ...others],
      goal: { text: `at most ${kib(budgetBytes)} KiB`, isMet: bytes <= budgetBytes },
      note: 'Compressed with gzip, in one language. The others load everything at once.',
    };
  });
}
