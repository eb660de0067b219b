/** The attempts in Redis, without the listeners. */
import { tooMany } from '../../base/errors.js';
import type { Attempt } from '../../attempts/attempt.js';
import { laterStatesMs } from '../../attempts/times-and-tries.js';
import { forgottenAtMs } from '../../attempts/transition.js';
import { hintOf } from '../hints.js';
import type { DatabaseAttempts } from '../shared-attempts.js';
import { RedisError, type RedisCommands } from './commands.js';
import { compareAndSet, deleteIf, readRevs } from './scripts.js';
import { expiry, storedOf, textOf, writingOf } from './stored-value.js';

/** As many keys are read by one script, so that none holds up the server. */
export const maxKeys = 500;
const maxRaces = 5;

export function createRedisAttempts(
  commands: RedisCommands,
  prefix: string,
  channel: string,
): DatabaseAttempts {
  const { command, run } = commands;
  const keys = createKeys(prefix);

  async function get(id: string): Promise<Attempt | undefined> {
    const key = keys.attempt(id);
    // Nobody else writes below our prefix.
    return storedOf(await command(key, ['GET', key]))?.value as Attempt | undefined;
  }

  return {
    get,
    async create(attempt) {
      try {
        return await create(commands, keys, get, attempt);
      } catch (error) {
        if (!(error instanceof RedisError && error.code === 'OOM')) throw error;
        throw tooMany(10_000, 'Redis has no memory left for a new attempt (maxmemory)');
      }
    },
    async byScene(scene) {
      const key = keys.scene(scene);
      const id = textOf(await command(key, ['GET', key]));
      return id === undefined ? undefined : get(id);
    },
    async advance(id, rev, next) {
      const { write, text } = writingOf(next.rev, next);
      const reply = await run(
        compareAndSet,
        [keys.attempt(id)],
        [String(rev), write, text, expiry(forgottenAtMs(next)), channel, hintOf(id, next.rev)],
      );
      return Number(reply) === 1;
    },
    async readRevs(ids) {
      const revs = new Map<string, number>();
      const read = async (batch: readonly string[]): Promise<void> => {
        const reply = await run(readRevs, batch.map(keys.attempt), []);
        if (!Array.isArray(reply)) throw new TypeError('Redis did not return revisions');
        batch.forEach((id, index) => revs.set(id, Number(reply[index])));
      };
      await Promise.all(batchesOf(ids, keys.groupOf).map(read));
      return ids.map((id) => {
        const rev = revs.get(id) ?? -1;
        return rev < 0 ? undefined : rev;
      });
    },
  };
}

type Keys = ReturnType<typeof createKeys>;

function createKeys(prefix: string) {
  /**
   * In a cluster, the part in braces chooses the slot
   * (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags). Attempts are in
   * 64 groups, by the first character of the id, so that one command can read many.
   */
  const groupOf = (id: string): string => `{${prefix}:${id.slice(0, 1)}}`;
  return {
    groupOf,
    attempt: (id: string): string => `${groupOf(id)}:attempt:${id}`,
    scene: (scene: string): string => `${prefix}:scene:${scene}`,
    challenge: (challenge: string): string => `${prefix}:challenge:${challenge}`,
  };
}

/**
 * An attempt has three keys. In a cluster, they are on different nodes, and no transaction spans them:
 * whoever sets the key of the challenge has created the attempt. The others are written before, and nobody
 * can know them yet.
 */
async function create(
  { command, run }: RedisCommands,
  keys: Keys,
  get: DatabaseAttempts['get'],
  attempt: Attempt,
): Promise<{ created: boolean; attempt: Attempt }> {
  const { id, rev, scene, challenge } = attempt;
  const expires = expiry(forgottenAtMs(attempt));
  // Its later states move the end. An index that leads to no attempt does no harm.
  const indexExpires = expiry(forgottenAtMs(attempt) + laterStatesMs);
  const set = (key: string, value: string, until: string): Promise<unknown> =>
    command(key, ['SET', key, value, 'PXAT', until]);
  const [attemptKey, sceneKey] = [keys.attempt(id), keys.scene(scene)];
  await Promise.all([
    set(attemptKey, writingOf(rev, attempt).text, expires),
    set(sceneKey, id, indexExpires),
  ]);
  const key = keys.challenge(challenge);
  for (let race = 0; race < maxRaces; race++) {
    const reply = await command(key, ['SET', key, id, 'NX', 'GET', 'PXAT', indexExpires]);
    const winner = textOf(reply);
    // Our own id: the client lost the first answer, and has sent it once more.
    if (winner === undefined || winner === id) return { created: true, attempt };
    const known = await get(winner);
    if (known) {
      // If this fails, the keys expire.
      await Promise.allSettled([
        command(attemptKey, ['UNLINK', attemptKey]),
        run(deleteIf, [sceneKey], [id]),
      ]);
      return { created: false, attempt: known };
    }
    // That attempt is over.
    await run(deleteIf, [key], [winner]);
  }
  throw new Error('The attempts of one challenge change too fast');
}

function batchesOf(ids: readonly string[], groupOf: (id: string) => string): string[][] {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const group = groups.get(groupOf(id));
    if (group) group.push(id);
    else groups.set(groupOf(id), [id]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / maxKeys) }, (_, index) =>
      group.slice(index * maxKeys, (index + 1) * maxKeys),
    ),
  );
}
