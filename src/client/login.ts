/** A login as a page uses it: start, refresh, cancel, and its present state. */
import type { Choice } from './run/context.js';
import { startRun, type LoginOptions, type Run } from './run/run.js';
import { loginStateFacts } from './state-facts.js';
import type { LoginState } from './state.js';

/**
 * A login without an element: it creates QR codes, waits for a scan and signs the person in. Draw
 * what `onState` receives.
 *
 * @example
 * ```ts
 * const login = new Login({
 *   backend: createHttpBackend('/wechat-login'),
 *   onState(state) {
 *     if (state.type !== 'ready' || state.shown.method !== 'scan') return;
 *     console.log(`Show this as a QR code: ${state.shown.url}`);
 *   },
 * });
 * login.start();
 * ```
 */
export class Login {
  /** The present state. `onState` receives every new one. */
  state: LoginState = { type: 'idle' };
  readonly #options: LoginOptions;
  readonly #choice: Choice = {};
  #run: Run | undefined;

  constructor(options: LoginOptions) {
    this.#options = options;
  }

  /**
   * Starts a login. If one is running, cancels it and starts again.
   * @param captcha after the error `captcha_required`: the token of the captcha that the person has solved
   */
  start(captcha?: string): void {
    this.#run?.cancel();
    const onState = (state: LoginState): void => this.#handleState(state);
    this.#run = startRun(this.#options, this.state.shown, onState, this.#choice, captcha);
  }

  /**
   * Starts again with another method, or another of several official accounts, and keeps to it. The
   * attempt before is cancelled. Another account starts with the first method, unless you name one.
   */
  switchTo(choice: Readonly<Choice>): void {
    if (choice.officialAccount) {
      delete this.#choice.method;
      // What is shown is of the account before.
      this.state = { type: 'idle' };
    }
    Object.assign(this.#choice, choice);
    this.start();
  }

  /**
   * Starts again, unless a request is under way that a second click would only interrupt. If the redeem
   * of a scan was not answered, sends it again, which needs no other scan.
   */
  refresh(): void {
    if (loginStateFacts[this.state.type].isSettling || this.#run?.redeemAgain()) return;
    this.start();
  }

  /** Gives up and tells the backend. Does nothing if nothing is running. */
  cancel(): void {
    if (this.#run?.cancel()) this.#handleState({ type: 'cancelled', shown: this.state.shown });
  }

  /**
   * Stops without notifying the page or the backend, when the page goes away. `start()` works
   * afterwards.
   */
  dispose(): void {
    this.#run?.stop();
  }

  #handleState(state: LoginState): void {
    if (isSameState(state, this.state)) return;
    this.state = state;
    try {
      this.#options.onState(state);
    } catch (error) {
      // An error in the page's callback is reported as uncaught, and does not end the login.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

/**
 * A run works out its whole state anew at every event, so most new states equal the one before.
 * States are small trees of plain values. JSON leaves out the functions of a form, which stay the
 * same during the prompts.
 */
function isSameState(one: LoginState, other: LoginState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
