/** `dev`, on this machine. */
import { once } from 'node:events';
import { UsageError } from '../../conformance/command/arguments.js';
import { NotReady } from '../../conformance/discover.js';
import { ConfigurationError } from '../../server/index.js';
import type { Terminal } from '../terminal.js';
import { readArguments, type DevArguments } from './arguments.js';
import { hasLogin, startProject } from './project/index.js';
import { startSite } from './site.js';

import { help as english } from './help.js';
import type { Language } from '../language.js';

export const help: Readonly<Record<Language, string>> = { zh: english, en: english };

/** What is served: the project in this folder, or a page of its own. */
interface Served {
  readonly pageUrl: string;
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
    const { origin: pageUrl, isReal, login } = site;
    return { pageUrl, isReal, callbackUrl: login.callbackUrl, close: () => site.close() };
  } catch (error) {
    throw error instanceof ConfigurationError ? new UsageError(error.message) : error;
  }
}

function greeting({ pageUrl, callbackUrl, isReal }: Served, args: DevArguments): string {
  const { language, real } = args;
  const isChinese = language === 'zh';
  if (!isReal) return `\n  ${pageUrl}\n\n`;
  const enter = isChinese
    ? '请在公众号里填写这个服务器地址(URL)：'
    : 'Enter this callback address (URL) in the official account:';
  const mode = real?.account.mode ?? 'safe';
  return `\n  ${pageUrl}\n\n  ${enter}\n  ${callbackUrl}  (${mode})\n\n`;
}
