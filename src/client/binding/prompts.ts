/** The prompts' own state: the step that is shown, the request that is under way, and the time left. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { Binding, Purpose } from '../../protocol/messages.js';
import type { BindingState } from '../state.js';
import type { After } from '../wait.js';
import type { UsableOptions } from './options.js';

/** The state without its form, which is the same at every step. */
export type PromptsState = Omit<BindingState, 'form'>;

export interface Prompts {
  readonly options: UsableOptions;
  /** The chosen method, which is kept while another step is shown. */
  method: string | undefined;
  get(): PromptsState;
  set(change: Partial<PromptsState>): void;
  goTo(step: PromptsState['step'], accounts?: PromptsState['accounts']): void;
  /** Whether a call counts: no request is under way, the time is not over, and it fits the step. */
  accepts(step?: PromptsState['step']): boolean;
  /** Ends the prompts if their time is over and no request is under way: its answer still counts. */
  checkTime(): void;
  /** Stops the timers. */
  stop(): void;
}

export interface PromptsOptions {
  readonly binding: Binding;
  readonly options: UsableOptions;
  readonly purpose: Purpose;
  readonly now: () => number;
  readonly after: After;
  readonly signal: AbortSignal;
  readonly onChange: (state: PromptsState) => void;
  readonly onExpired: (error: WechatMpLoginError) => void;
}

/** How long to wait for the answer to a request that was sent in time. Our own backend takes less. */
const lastAnswerMs = 20_000;

export function createPrompts(given: PromptsOptions): Prompts {
  const { binding, options, purpose, now, after, signal, onChange, onExpired } = given;
  const expiresInMs = binding.expiresIn * 1000;
  const endsAtMs = now() + expiresInMs;
  const firstMethod = options.links[0]?.method;
  let isTimeOver = false;
  let state: PromptsState = {
    type: 'binding',
    step: options.creation ? 'choose' : 'link',
    purpose,
    options: options.all,
    needsChatDigits: binding.chatCode,
    method: options.creation ? undefined : firstMethod,
  };

  const expire = (): void => onExpired(new WechatMpLoginError('gone', { reason: 'expired' }));

  function checkTime(): void {
    // The clock counts too: if the device slept, the timer is late.
    if (!state.busy && (isTimeOver || now() >= endsAtMs)) expire();
  }

  let stopTimer = after(() => {
    isTimeOver = true;
    checkTime();
    stopTimer = after(expire, lastAnswerMs);
  }, expiresInMs);

  const prompts: Prompts = {
    options,
    method: firstMethod,
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      onChange(state);
    },
    goTo(step, accounts) {
      const method = step === 'link' ? prompts.method : undefined;
      prompts.set({ step, method, accounts, busy: undefined, problem: undefined });
    },
    accepts(step = state.step) {
      checkTime();
      return !state.busy && !signal.aborted && now() < endsAtMs && state.step === step;
    },
    checkTime,
    stop: () => stopTimer(),
  };
  return prompts;
}
