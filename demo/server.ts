/** `npm start`: starts the demo and prints its address, or why it cannot start. */
import { ConfigurationError } from 'wechat-mp-login/server';
import { readConfig, UsageError } from './config.js';
import { inVariables } from './real-account.js';
import { startDemo, type RunningDemo } from './start.js';

/** By the error codes of Node's `listen`. */
const hints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is in use. Set PORT to another one, or to 0 for any free port.',
  EACCES: 'This user may not open this port. Set PORT to one above 1023.',
};

try {
  const config = readConfig(process.argv.slice(2), process.env);
  const starting = startDemo(config, (level, event, details) => {
    if (level !== 'info') console[level](`${event}:`, details);
  });
  stopOnSignals(starting);
  const demo = await starting;
  console.log(`\n  ${demo.origin}\n`);
  if (config.wechat) {
    const { mode = 'safe' } = config.wechat;
    const how = mode === 'plain' ? 'without encryption' : `with ${mode} mode`;
    console.log(`  Enter this callback address (URL) in the official account, ${how}:`);
    console.log(`  ${demo.login.callbackUrl}\n`);
  }
} catch (error) {
  const errorCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isExplained = error instanceof UsageError || error instanceof ConfigurationError;
  console.error(hints[errorCode] ?? (isExplained ? inVariables(error.message) : error));
  process.exit(1);
}

/** Also while the demo starts: as the first process of a container it would otherwise ignore signals. */
function stopOnSignals(starting: Promise<RunningDemo>): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    const demo = await starting;
    await demo.stop();
    process.exit(0);
  };
  // The same signal once more ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}
