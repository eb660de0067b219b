/** `npm start`: the demo on one address, or one sentence on why not. */
import { ConfigurationError } from 'wechat-mp-login/server';
import { readConfig, UsageError } from './config.js';
import { startDemo } from './start.js';

const hints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is in use. Set PORT to another one, or to 0 for any free port.',
  EACCES: 'This port needs more rights. Set PORT to one above 1023.',
};

try {
  const config = readConfig(process.argv.slice(2), process.env);
  const demo = await startDemo(config, (level, event, details) => {
    if (level !== 'info') console[level](`${event}:`, details);
  });
  console.log(`\n  ${demo.origin}\n`);
  if (config.wechat) {
    console.log('  Enter this callback address (URL) at the official account, in safe mode:');
    console.log(`  ${demo.login.callbackUrl}\n`);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void demo.stop().then(() => process.exit(0)));
  }
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = error instanceof UsageError || error instanceof ConfigurationError;
  console.error(hints[code] ?? (known ? error.message : error));
  process.exit(1);
}
