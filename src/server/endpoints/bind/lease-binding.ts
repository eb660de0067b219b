/** What the three actions of a bind have in common. */
import type { Attempt } from '../../attempts/attempt.js';
import { withLease, type Act, type Answer, type ProvenPage } from '../../attempts/lease.js';
import { refuseUnfollowed } from '../../attempts/unfollowed.js';
import { wrongState } from '../../base/errors.js';
import type { Identity } from '../../host/host.js';
import type { Backend } from '../backend.js';

/** Acts under the lease, unless the WeChat user has unfollowed. */
export function leaseBinding(backend: Backend, proven: ProvenPage, act: Act): Promise<Answer> {
  return withLease(backend.attempts, proven, 'binding', async (held) => {
    await refuseUnfollowed(backend, held);
    return act(held);
  });
}

/** The identity of an attempt in binding. It has one, because it has been scanned. */
export function identityOf({ identity }: Attempt): Identity {
  if (!identity) throw wrongState();
  return identity;
}
