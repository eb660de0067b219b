/** `dev`, on this machine. */
import { once } from 'node:events';
import { UsageError } from '../../conformance/command/arguments.js';
import { NotReady } from '../../conformance/discover.js';
import { ConfigurationError } from '../../server/index.js';
import type { Terminal } from '../terminal.js';
import { readArguments, type DevArguments } from './arguments.js';
import { hasLogin, startProject } from './project/index.js';
import { startSite } from './site.js';
import { texts } from './texts/index.js';

export { help } from './texts/index.js';

/** What is served: the project in this folder, or a page of its own. */
interface Served {
  readonly pageUrl: string;
  /** Of this machine. */
  readonly port: number;
  readonly callbackUrl: string;
  readonly isReal: boolean;
  /** Rejects if what is served ends by itself. */
  readonly ended?: Promise<never>;
  close(): Promise<void>;
}

/** Serves until the process gets a signal. */
export async function run(
  given: readonly string[],
  { write }: Terminal,
  packageFolder: URL,
): Promise<number> {
  const args = readArguments(given, process.env);
  const folder = process.cwd();
  const isProject = args.command.length > 0 || hasLogin(folder);
  const site = await (isProject
    ? startProject(args, folder, packageFolder)
    : startOwnPage(args, packageFolder));
  write(greeting(site, args));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stopped = signals.map((signal) => once(process, signal));
  try {
    await Promise.race([...stopped, ...(site.ended ? [site.ended] : [])]);
  } catch (error) {
    throw new NotReady(error instanceof Error ? error.message : String(error));
  } finally {
    await site.close();
  }
  return 0;
}

async function startOwnPage(args: DevArguments, packageFolder: URL): Promise<Served> {
  try {
    const site = await startSite(args, packageFolder, (level, event, details) => {
      if (level !== 'info') process.stderr.write(`${event}: ${JSON.stringify(details)}\n`);
    });
    const { origin: pageUrl, port, isReal, login } = site;
    return { pageUrl, port, isReal, callbackUrl: login.callbackUrl, close: () => site.close() };
  } catch (error) {
    throw error instanceof ConfigurationError ? new UsageError(error.message) : error;
  }
}

function greeting({ pageUrl, port, callbackUrl, isReal }: Served, args: DevArguments): string {
  const { start } = texts[args.language];
  const mode = args.real?.account.mode ?? 'safe';
  const lines = isReal
    ? [
        start.real,
        start.tunnel(`http://localhost:${port}`),
        start.enter,
        `${callbackUrl}  (${mode})`,
      ]
    : [start.simulated];
  return `\n  ${pageUrl}\n\n${lines.map((line) => `  ${line}\n`).join('')}\n`;
}
