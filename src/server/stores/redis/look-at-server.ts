/** Warns at the start if Redis is set up so that it loses logins, as far as it may be asked. */
import type { EventLog } from '../../base/operation/log-events.js';
import type { RedisCommands } from './commands.js';
import { textOf } from './stored-value.js';

const oldestMajor = 7;

/** Never rejects. In a cluster, one node answers for all. */
export async function lookAtServer({ command }: RedisCommands, log: EventLog): Promise<void> {
  let info: string;
  try {
    info = textOf(await command(undefined, ['INFO'])) ?? '';
  } catch {
    // Some services do not allow it, and whether Redis answers at all, the first login shows.
    return;
  }
  const read = (name: string): string =>
    new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const version = read('redis_version');
  if (Number.parseInt(version, 10) < oldestMajor) {
    log('error', 'redis_too_old', {
      version,
      meaning: `The store needs Redis ${oldestMajor}.0 or later, and fails with this one.`,
    });
  }
  const policy = read('maxmemory_policy');
  if (policy === '' || policy === 'noeviction' || read('maxmemory') === '0') return;
  log('warn', 'redis_evicts', {
    policy,
    meaning:
      'When its memory is full, Redis drops logins under way and counters of limits. Set ' +
      '`maxmemory-policy noeviction`: then new logins are refused, and the others end.',
  });
}
