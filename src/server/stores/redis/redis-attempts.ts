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

/**
 * An attempt has three keys. In a cluster, they are on different nodes, and no transaction spans them:
 * whoever sets the key of the challenge has created the attempt. The others are written before, and nobody
 * can know them yet.
 */
export function createRedisAttempts(
  { command, run }: RedisCommands,
  prefix: string,
  channel: string,
): DatabaseAttempts {
  /**
   * In a cluster, the part in braces chooses the slot
   * (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags). Attempts are in
   * 64 groups, by the first character of the id, so that one command can read many.
   */
  const groupOf = (id: string): string => `{${prefix}:${id.slice(0, 1)}}`;
  const attemptKey = (id: string): string => `${groupOf(id)}:attempt:${id}`;
  const sceneKey = (scene: string): string => `${prefix}:scene:${scene}`;
  const challengeKey = (challenge: string): string => `${prefix}:challenge:${challenge}`;

  const set = (key: string, value: string, expires: string): Promise<unknown> =>
    command(key, ['SET', key, value, 'PXAT', expires]);

  async function get(id: string): Promise<Attempt | undefined> {
    const key = attemptKey(id);
    // Nobody else writes below our prefix.
    return storedOf(await command(key, ['GET', key]))?.value as Attempt | undefined;
  }

  async function create(attempt: Attempt): Promise<{ created: boolean; attempt: Attempt }> {
    const { id, rev, scene, challenge } = attempt;
    const expires = expiry(forgottenAtMs(attempt));
    // Its later states move the end. An index that leads to no attempt does no harm.
    const indexExpires = expiry(forgottenAtMs(attempt) + laterStatesMs);
    await Promise.all([
      set(attemptKey(id), writingOf(rev, attempt).text, expires),
      set(sceneKey(scene), id, indexExpires),
    ]);
    const key = challengeKey(challenge);
    for (let race = 0; race < maxRaces; race++) {
      const reply = await command(key, ['SET', key, id, 'NX', 'GET', 'PXAT', indexExpires]);
      const winner = textOf(reply);
      // Our own id: the client lost the first answer, and has sent it once more.
      if (winner === undefined || winner === id) return { created: true, attempt };
      const known = await get(winner);
      if (known) {
        await forget(attempt);
        return { created: false, attempt: known };
      }
      // That attempt is over.
      await run(deleteIf, [key], [winner]);
    }
    throw new Error('The attempts of one challenge change too fast');
  }

  /** If this fails, the keys expire. */
  async function forget({ id, scene }: Attempt): Promise<void> {
    const key = attemptKey(id);
    await Promise.allSettled([
      command(key, ['UNLINK', key]),
      run(deleteIf, [sceneKey(scene)], [id]),
    ]);
  }

  return {
    get,
    async create(attempt) {
      try {
        return await create(attempt);
      } catch (error) {
        if (!(error instanceof RedisError && error.code === 'OOM')) throw error;
        throw tooMany(10_000, 'Redis has no memory left for a new attempt (maxmemory)');
      }
    },
    async byScene(scene) {
      const key = sceneKey(scene);
      const id = textOf(await command(key, ['GET', key]));
      return id === undefined ? undefined : get(id);
    },
    async advance(id, rev, next) {
      const { write, text } = writingOf(next.rev, next);
      const reply = await run(
        compareAndSet,
        [attemptKey(id)],
        [String(rev), write, text, expiry(forgottenAtMs(next)), channel, hintOf(id, next.rev)],
      );
      return Number(reply) === 1;
    },
    async readRevs(ids) {
      const revs = new Map<string, number>();
      const read = async (batch: readonly string[]): Promise<void> => {
        const reply = await run(readRevs, batch.map(attemptKey), []);
        if (!Array.isArray(reply)) throw new TypeError('Redis did not return revisions');
        batch.forEach((id, index) => revs.set(id, Number(reply[index])));
      };
      await Promise.all(batchesOf(ids, groupOf).map(read));
      return ids.map((id) => {
        const rev = revs.get(id) ?? -1;
        return rev < 0 ? undefined : rev;
      });
    },
  };
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
