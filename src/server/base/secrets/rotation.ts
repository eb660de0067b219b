/**
 * Keys that change without anybody noticing: of several secrets, the first makes what is new, and each is
 * accepted. While processes with another first secret still run, they accept each other's.
 */
import type { Environment } from '../environment.js';
import { createKeyedHash, type KeyedHash } from './keyed-hash.js';
import { createSeal, type Seal } from './seal.js';

export interface RotatingHash extends KeyedHash {
  /** The hash under each secret, the first one's first. */
  hashes(parts: readonly string[]): Promise<readonly string[]>;
}

/** At least one; the first makes what is new. */
export type Secrets = readonly [string, ...string[]];

export function createRotatingHash(secrets: Secrets, label: string): RotatingHash {
  const [present, ...former] = secrets;
  const first = createKeyedHash(present, label);
  const all = [first, ...former.map((secret) => createKeyedHash(secret, label))];
  return {
    hash: (parts) => first.hash(parts),
    hashes: (parts) => Promise.all(all.map((each) => each.hash(parts))),
  };
}

export function createRotatingSeal(
  secrets: Secrets,
  label: string,
  randomToken: Environment['randomToken'],
): Seal {
  const [present, ...former] = secrets;
  const first = createSeal(present, label, randomToken);
  const all = [first, ...former.map((secret) => createSeal(secret, label, randomToken))];
  return {
    seal: (text) => first.seal(text),
    async open(sealed) {
      for (const each of all) {
        const opened = await each.open(sealed);
        if (opened !== undefined) return opened;
      }
      return undefined;
    },
  };
}
