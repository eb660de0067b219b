/** A login of the real client with a mock backend, on a clock that tests move. */
import { Login, type LoginOptions, type LoginState } from '../../src/client/index.js';
import { mockBackend, type MockOptions } from '../../src/mock/index.js';
import { FakePage } from './client/harness.js';
import { FakeClock, untilSettled } from './clock.js';

export interface PlayedScript {
  readonly clock: FakeClock;
  readonly page: FakePage;
  readonly login: Login;
  readonly states: LoginState[];
  /** One line for each state: seconds since the start, and its name, such as '2 confirm'. */
  timeline(): string[];
  /** Starts the login, and moves the clock. */
  run(seconds: number): Promise<void>;
  /** Waits for this state, if it takes more turns of the event loop than moving the clock does. */
  untilState(type: string): Promise<unknown>;
}

export function play(
  script: string,
  options: MockOptions = {},
  more: Partial<LoginOptions> = {},
): PlayedScript {
  const clock = new FakeClock();
  const page = new FakePage();
  const states: LoginState[] = [];
  const lines: string[] = [];
  let beganMs = clock.nowMs;
  const { now, after } = clock;
  const login = new Login({
    backend: mockBackend(script, { now, after, warn: () => {}, ...options }),
    onState(state) {
      states.push(state);
      lines.push(`${(clock.nowMs - beganMs) / 1000} ${nameOf(state)}`);
    },
    page,
    now,
    after,
    random: () => 0.5,
    ...more,
  });
  return {
    clock,
    page,
    login,
    states,
    timeline: () => lines,
    async run(seconds) {
      beganMs = clock.nowMs;
      lines.length = 0;
      login.start();
      await clock.advance(seconds * 1000);
    },
    untilState: (type) => untilSettled(() => login.state.type === type, type),
  };
}

function nameOf(state: LoginState): string {
  switch (state.type) {
    case 'ready':
      return state.reconnecting ? 'reconnecting' : 'ready';
    case 'confirm':
      return state.mode === 'tap' ? 'confirm-tap' : 'confirm';
    case 'binding':
      return `${state.step}${state.busy ? ' busy' : ''}${state.problem ? ` ${state.problem.code}` : ''}`;
    case 'error':
      return state.code;
    case 'success':
      return state.isNew ? 'success-new' : state.linked ? 'success-linked' : 'success';
    default:
      return state.type;
  }
}
