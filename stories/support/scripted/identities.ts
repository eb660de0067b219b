/** The identities of a settings page, from a backend with scripted answers. */
import type { Identities } from 'wechat-mp-login/client';
import type { LinkedIdentity } from 'wechat-mp-login/protocol';
import { scriptedAnswer, type Answer } from './answer.js';

export interface IdentitiesScript {
  readonly linked: Answer<readonly LinkedIdentity[]>;
  /** Succeeds if absent. */
  readonly unlink?: Answer<undefined>;
}

/** Always lists the same identities, so that a story can be shown again. */
export function scriptedIdentities({ linked, unlink }: IdentitiesScript): Identities {
  return {
    list: async ({ signal } = {}) => ({ identities: await scriptedAnswer(linked, signal) }),
    unlink: (_id, { signal } = {}) => scriptedAnswer<undefined>(unlink, signal),
  };
}
