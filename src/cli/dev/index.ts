/** `dev`, on this machine. */
import { once } from 'node:events';
import { UsageError } from '../../conformance/command/arguments.js';
import { ConfigurationError } from '../../server/index.js';
import type { Terminal } from '../terminal.js';
import { readArguments, type DevArguments } from './arguments.js';
import { startSite, type Site } from './site.js';

export { help } from './help.js';

/** Serves until the process gets a signal. */
export async function run(
  given: readonly string[],
  { write }: Terminal,
  packageFolder: URL,
): Promise<number> {
  const args = readArguments(given, process.env);
  const site = await start(args, packageFolder);
  write(greeting(site, args));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await site.close();
  return 0;
}

async function start(args: DevArguments, packageFolder: URL): Promise<Site> {
  try {
    return await startSite(args, packageFolder, (level, event, details) => {
      if (level !== 'info') process.stderr.write(`${event}: ${JSON.stringify(details)}\n`);
    });
  } catch (error) {
    throw error instanceof ConfigurationError ? new UsageError(error.message) : error;
  }
}

function greeting({ origin, login, isReal }: Site, { language, real }: DevArguments): string {
  const isChinese = language === 'zh';
  if (!isReal) return `\n  ${origin}\n\n`;
  const enter = isChinese
    ? '请在公众号里填写这个服务器地址(URL)：'
    : 'Enter this callback address (URL) in the official account:';
  const mode = real?.account.mode ?? 'safe';
  return `\n  ${origin}\n\n  ${enter}\n  ${login.callbackUrl}  (${mode})\n\n`;
}
