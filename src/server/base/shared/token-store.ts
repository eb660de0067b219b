/** Keeps WeChat's access token for all instances, sealed: a reader of the store cannot use it. */
import type { KeptToken, TokenStore } from '../../../wechat/api/tokens/token-store.js';
import type { Seal } from '../secrets/seal.js';
import type { Records } from './records.js';

/** WeChat's tokens live for two hours. */
const keptMs = 7_200_000;

export function createTokenStore(
  records: Records<object>,
  seal: Seal,
  appId: string,
  now: () => number,
): TokenStore {
  const key = `token ${appId}`;
  return {
    async read() {
      const stored = await records.get(key);
      if (!stored) return undefined;
      // Only `write` has written it, below. A token that was sealed under another key is none.
      const { sealed, ...rest } = stored.record as Omit<KeptToken, 'token'> & { sealed?: string };
      const token = sealed === undefined ? undefined : await seal.open(sealed);
      return { kept: { ...rest, ...(token === undefined ? {} : { token }) }, rev: stored.rev };
    },
    async write(rev, { token, ...rest }) {
      const sealed = token === undefined ? {} : { sealed: await seal.seal(token) };
      return records.set(key, rev, { ...rest, ...sealed }, now() + keptMs);
    },
  };
}
