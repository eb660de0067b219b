/** Stores that are broken in `create`, `get`, `byScene` and `advance`. */
import type { Attempt } from '../../../../src/server/index.js';
import { onePerMemory, turn, type Broken } from './broken.js';

const challengesOf = onePerMemory(() => new Map<string, Attempt>());

export const brokenAttempts: readonly Broken[] = [
  {
    what: 'reads, compares and then sets',
    caughtBy: 'advance-one-wins',
    break: (store) => ({
      ...store,
      async advance(id, rev, next) {
        if ((await store.get(id))?.rev !== rev) return false;
        await turn();
        const stored = await store.get(id);
        return stored ? store.advance(id, stored.rev, next).then(() => true) : false;
      },
    }),
  },
  {
    what: 'has no unique challenge',
    caughtBy: 'create-once',
    break: (store) => ({
      ...store,
      async create(attempt) {
        await store.create({ ...attempt, challenge: crypto.randomUUID() });
        return { created: true, attempt };
      },
    }),
  },
  {
    what: 'returns the new attempt in place of the stored one',
    caughtBy: 'create-again',
    break: (store) => ({
      ...store,
      create: async (attempt) => ({ ...(await store.create(attempt)), attempt }),
    }),
  },
  {
    what: 'takes an id for a scene',
    caughtBy: 'unknown-attempt',
    break: (store) => ({
      ...store,
      byScene: async (scene) => (await store.byScene(scene)) ?? store.get(scene),
    }),
  },
  {
    what: 'keeps the fields that the next attempt leaves out',
    caughtBy: 'advance',
    break: (store) => ({
      ...store,
      advance: async (id, rev, next) =>
        store.advance(id, rev, { ...(await store.get(id)), ...next }),
    }),
  },
  {
    what: 'writes an attempt that is not there',
    caughtBy: 'advance-unknown',
    break: (store) => ({
      ...store,
      async advance(id, rev, next) {
        await store.create(next);
        return store.advance(id, rev, next);
      },
    }),
  },
  {
    what: 'returns what it has read before',
    caughtBy: 'advance',
    break(store) {
      const cache = new Map<string, Attempt>();
      return {
        ...store,
        async get(id) {
          const found = cache.get(id) ?? (await store.get(id));
          if (found) cache.set(id, found);
          return found;
        },
        async create(attempt) {
          const created = await store.create(attempt);
          cache.set(created.attempt.id, created.attempt);
          return created;
        },
      };
    },
  },
  {
    what: 'forgets nothing',
    caughtBy: 'forget',
    break(store) {
      const kept = new Map<string, Attempt>();
      return {
        ...store,
        create: (attempt) => (kept.set(attempt.id, attempt), store.create(attempt)),
        get: async (id) => (await store.get(id)) ?? kept.get(id),
      };
    },
  },
  {
    what: 'forgets when the state ends',
    caughtBy: 'forget',
    break: (store, { now }) => ({
      ...store,
      async get(id) {
        const found = await store.get(id);
        return found && now() < found.deadlineMs ? found : undefined;
      },
    }),
  },
  {
    what: 'keeps the first time to forget',
    caughtBy: 'forget-later',
    break(store, { now }) {
      const untilMs = new Map<string, number>();
      return {
        ...store,
        create: (attempt) => (untilMs.set(attempt.id, attempt.deadlineMs), store.create(attempt)),
        get: async (id) =>
          now() < (untilMs.get(id) ?? Infinity) + 300_000 ? store.get(id) : undefined,
      };
    },
  },
  {
    what: 'keeps a challenge for ever',
    caughtBy: 'forgotten-is-gone',
    break(store, memory) {
      const challenges = challengesOf(memory);
      return {
        ...store,
        async create(attempt) {
          const known = challenges.get(attempt.challenge);
          challenges.set(attempt.challenge, known ?? attempt);
          const created = await store.create(attempt);
          return known && created.created ? { created: false, attempt: known } : created;
        },
      };
    },
  },
];
