/** A login of the real client, with a clock, a page and a backend that tests control. */
import assert from 'node:assert/strict';
import {
  createHttpBackend,
  Login,
  type LoginOptions,
  type LoginState,
  type PageSignals,
  type Transport,
} from '../../../src/client/index.js';
import { FakeClock, settle, untilSettled } from '../clock.js';
import { FakeServer } from './fake-server.js';

export class FakePage implements PageSignals {
  isVisible = true;
  isOnline = true;
  readonly listeners = new Set<() => void>();
  readonly visible = (): boolean => this.isVisible;
  readonly online = (): boolean => this.isOnline;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  signal(change: Partial<Pick<FakePage, 'isVisible' | 'isOnline'>> = {}): void {
    Object.assign(this, change);
    for (const listener of [...this.listeners]) listener();
  }
}

export interface LoginHarness {
  readonly clock: FakeClock;
  readonly page: FakePage;
  readonly server: FakeServer;
  readonly login: Login;
  readonly states: LoginState[];
  /** The types of the states so far, with "ready (reconnecting)" for that case. */
  stateTypes(): string[];
  /** Starts, and waits for the QR code. */
  ready(): Promise<void>;
}

interface HarnessOptions extends Partial<LoginOptions> {
  readonly transport?: Transport;
  readonly random?: () => number;
  /** Another page of the same visitor, with whose clock and backend this one goes on. */
  readonly before?: LoginHarness | undefined;
}

export function createLoginHarness(options: HarnessOptions = {}): LoginHarness {
  const { transport, random = () => 0.5, before, ...rest } = options;
  const clock = before?.clock ?? new FakeClock();
  const page = new FakePage();
  const server = before?.server ?? new FakeServer(clock);
  const states: LoginState[] = [];
  const login = new Login({
    backend: createHttpBackend('/login/', {
      transport,
      fetch: server.fetch,
      now: clock.now,
      after: clock.after,
      baseUrl: 'https://shop.example/account',
    }),
    onState: (state) => states.push(state),
    page,
    now: clock.now,
    random,
    after: clock.after,
    ...rest,
  });
  return {
    clock,
    page,
    server,
    login,
    states,
    stateTypes: () =>
      states.map((state) =>
        state.type === 'ready' && state.reconnecting ? 'ready (reconnecting)' : state.type,
      ),
    async ready() {
      login.start();
      await untilSettled(() => login.state.type === 'ready', 'ready');
      await settle();
    },
  };
}

/** Asserts that a login has left no timer, no stream and no listener behind. */
export async function assertNothingLeft({ clock, page, server }: LoginHarness): Promise<void> {
  await settle();
  assert.equal(clock.pending, 0, 'timers');
  assert.equal(server.openStreams, 0, 'streams');
  assert.equal(page.listeners.size, 0, 'listeners');
}
