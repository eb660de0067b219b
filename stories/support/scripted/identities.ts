/** The identities of a settings page, from a backend with scripted answers. */
import type { Backend, Identities } from 'wechat-mp-login/client';
import type { LinkedIdentity } from 'wechat-mp-login/protocol';
import { scriptedAnswer, type Answer } from './answer.js';
import { scriptedBackend, type Script } from './backend.js';

export interface IdentitiesScript {
  readonly linked: Answer<readonly LinkedIdentity[]>;
  /** Succeeds if absent. */
  readonly unlink?: Answer<undefined>;
  /** The step-up; without it, the element knows no backend for one. */
  readonly stepUp?: Script;
}

/** Always lists the same identities, so that a story can be shown again. */
export function scriptedIdentities({
  linked,
  unlink,
  stepUp,
}: IdentitiesScript): Identities | (Identities & Backend) {
  return {
    list: async ({ signal } = {}) => ({ identities: await scriptedAnswer(linked, signal) }),
    ...(stepUp && scriptedBackend(stepUp)),
    unlink: (_id, { signal } = {}) => scriptedAnswer<undefined>(unlink, signal),
  };
}
