/** A login of the real client in front of an adapter, with a clock and a page that tests control. */
import { Login, type Backend, type LoginState } from '../../../src/client/index.js';
import { FakeClock, settle, untilSettled } from '../clock.js';
import { FakePage } from '../client/harness.js';

export type Answer = (request: Request) => Promise<Response>;

/** What an adapter takes from a test. */
export interface Injected {
  readonly fetch: typeof globalThis.fetch;
  readonly after: FakeClock['after'];
  readonly warn: (message: string) => void;
}

export interface AdapterHarness {
  readonly clock: FakeClock;
  readonly page: FakePage;
  readonly login: Login;
  readonly backend: Backend;
  readonly states: LoginState[];
  readonly warnings: string[];
  /** The addresses that were asked, oldest first. */
  readonly asked: string[];
  /** Starts, and waits for the QR code. */
  readonly ready: () => Promise<void>;
  /** Moves the clock until the login is in this state. */
  until(type: LoginState['type']): Promise<void>;
}

export function createAdapterHarness(
  answer: Answer,
  create: (injected: Injected) => Backend,
): AdapterHarness {
  const clock = new FakeClock();
  const page = new FakePage();
  const states: LoginState[] = [];
  const warnings: string[] = [];
  const asked: string[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    asked.push(request.url);
    return answer(request);
  };
  const backend = create({
    fetch,
    after: clock.after,
    warn: (message) => warnings.push(message),
  });
  const login = new Login({
    backend,
    page,
    now: clock.now,
    after: clock.after,
    random: () => 0.5,
    onState: (state) => states.push(state),
  });
  const is = (type: LoginState['type']) => (): boolean => login.state.type === type;
  return {
    ...{ clock, page, login, backend, states, warnings, asked },
    async ready() {
      login.start();
      await untilSettled(is('ready'), 'ready');
    },
    async until(type) {
      for (let tries = 0; tries < 30 && login.state.type !== type; tries++) {
        await clock.advance(1000);
        await settle();
      }
      await untilSettled(is(type), `${type}, and not ${JSON.stringify(login.state)}`);
    },
  };
}
