/** The identities of a settings page, from a backend with scripted answers. */
import type { Identities } from 'wechat-mp-login/client';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { LinkedIdentity } from 'wechat-mp-login/protocol';

/** `never` does not answer until the caller gives up. */
export interface IdentitiesScript {
  readonly linked: readonly LinkedIdentity[] | WechatMpLoginError | 'never';
  /** Succeeds if absent. */
  readonly unlink?: WechatMpLoginError | 'never';
}

async function scriptedAnswer<T>(
  answer: T | WechatMpLoginError | 'never',
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  if (answer instanceof WechatMpLoginError) throw answer;
  if (answer !== 'never') return answer;
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** Always lists the same identities, so that a story can be shown again. */
export function scriptedIdentities({ linked, unlink }: IdentitiesScript): Identities {
  return {
    list: async ({ signal } = {}) => ({ identities: await scriptedAnswer(linked, signal) }),
    unlink: (_id, { signal } = {}) => scriptedAnswer<undefined>(unlink, signal),
  };
}
