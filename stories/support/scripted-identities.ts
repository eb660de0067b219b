/** The list of a settings page, from a backend that says what a story wants to show. */
import type { Identities } from 'wechat-mp-login/client';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { LinkedIdentity } from 'wechat-mp-login/protocol';

/** `never` is no answer, for as long as anybody waits. */
export interface IdentitiesScript {
  readonly linked: readonly LinkedIdentity[] | WechatMpLoginError | 'never';
  /** Goes well unless set. */
  readonly unlink?: WechatMpLoginError | 'never';
}

async function give<T>(answer: T | WechatMpLoginError | 'never', signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  if (answer instanceof WechatMpLoginError) throw answer;
  if (answer !== 'never') return answer;
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** Forgetful: every list is the first one, so that a story can be seen again. */
export function scriptedIdentities({ linked, unlink }: IdentitiesScript): Identities {
  return {
    list: async ({ signal } = {}) => ({ identities: await give(linked, signal) }),
    unlink: (_id, { signal } = {}) => give<undefined>(unlink, signal),
  };
}
