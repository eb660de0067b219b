/** `npm start`: starts the demo and prints its address, or why it cannot start. */
import { ConfigurationError } from 'wechat-mp-login/server';
import { readConfig, UsageError } from './config.js';
import { startDemo } from './start.js';

/** By the error codes of Node's `listen`. */
const hints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is in use. Set PORT to another one, or to 0 for any free port.',
  EACCES: 'This user may not open this port. Set PORT to one above 1023.',
};

try {
  const config = readConfig(process.argv.slice(2), process.env);
  const demo = await startDemo(config, (level, event, details) => {
    if (level !== 'info') console[level](`${event}:`, details);
  });
  console.log(`\n  ${demo.origin}\n`);
  if (config.wechat) {
    console.log('  Enter this callback address (URL) in the official account, with safe mode:');
    console.log(`  ${demo.login.callbackUrl}\n`);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void demo.stop().then(() => process.exit(0)));
  }
} catch (error) {
  const errorCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isExplained = error instanceof UsageError || error instanceof ConfigurationError;
  console.error(hints[errorCode] ?? (isExplained ? error.message : error));
  process.exit(1);
}
