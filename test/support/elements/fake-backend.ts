/** A backend object that a test controls. */
import type { Backend } from '../../../src/client/backend.js';
import type { Authenticated, Binding, Created, Snapshot } from '../../../src/protocol/messages.js';
import { sampleUrl } from '../../../stories/support/samples/states.js';

export interface FakeBackend {
  readonly backend: Backend;
  /** The methods that the login called, in order. */
  readonly calls: string[];
  /** How many streams the login has open. */
  openStreams: number;
  /** Sends a snapshot to the login. What it leaves out is as in a pending attempt. */
  push(snapshot: Partial<Snapshot>): void;
}

export interface FakeBackendOptions {
  /** Fields for the answer to `create`, in addition to the defaults or in their place. */
  readonly created?: Partial<Created>;
  /** Returns an error for `create` to fail with, or nothing. */
  readonly refuse?: () => Error | undefined;
  /** Fields for the answer to `redeem`, in addition to the defaults or in their place. */
  readonly redeem?: Partial<Authenticated>;
  /** Returns an error for `redeem` to fail with, or nothing. */
  readonly refuseRedeem?: () => Error | undefined;
  /** The answer to `redeem` for a WeChat user without an account; `bind` then signs them in. */
  readonly binding?: Binding;
}

export function createFakeBackend(options: FakeBackendOptions = {}): FakeBackend {
  let rev = 1;
  let wake = (): void => undefined;
  const waiting: Snapshot[] = [];
  const signedIn: Authenticated = {
    result: 'authenticated',
    isNew: false,
    account: { name: '林溪' },
    ...options.redeem,
  };
  const fake: FakeBackend = {
    calls: [],
    openStreams: 0,
    push(snapshot) {
      rev += 1;
      waiting.push({ state: 'pending', rev, expiresIn: 180, interval: 2, ...snapshot });
      wake();
    },
    backend: {
      create({ appData }) {
        fake.calls.push(appData === undefined ? 'create' : `create ${appData}`);
        const error = options.refuse?.();
        if (error) return Promise.reject(error);
        return Promise.resolve({
          protocol: 1,
          levels: ['core'],
          id: `attempt-${fake.calls.length}`,
          state: 'pending',
          rev,
          expiresIn: 180,
          interval: 2,
          officialAccount: { key: 'default', name: '山岚商店', kind: 'service' },
          present: { type: 'qr', url: sampleUrl },
          ...options.created,
        });
      },
      async *watch(_attempt, { signal }) {
        fake.openStreams += 1;
        const aborted = new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
        try {
          while (!signal.aborted) {
            const next = waiting.shift();
            if (next) yield next;
            else await Promise.race([aborted, new Promise<void>((resolve) => (wake = resolve))]);
          }
          throw signal.reason;
        } finally {
          fake.openStreams -= 1;
        }
      },
      redeem() {
        fake.calls.push('redeem');
        const error = options.refuseRedeem?.();
        if (error) return Promise.reject(error);
        return Promise.resolve(options.binding ?? signedIn);
      },
      bind(_id, { action }) {
        fake.calls.push(`bind ${action}`);
        return Promise.resolve(signedIn);
      },
      cancel() {
        fake.calls.push('cancel');
        return Promise.resolve();
      },
    },
  };
  return fake;
}
