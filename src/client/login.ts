/** One login as a page holds it in its hand: start, refresh, cancel, and what it is at. */
import { startRun, type LoginOptions, type Run } from './run.js';
import { loginStateFacts } from './state-facts.js';
import type { LoginState } from './state.js';

export class Login {
  state: LoginState = { type: 'idle' };
  readonly #options: LoginOptions;
  #run: Run | undefined;

  constructor(options: LoginOptions) {
    this.#options = options;
  }

  /** Begins, or begins anew; what runs already is given up. */
  start(): void {
    this.#run?.leave();
    this.#run = startRun(this.#options, this.state.shown, (state) => this.#show(state));
  }

  /** As `start()`, but leaves alone what a second click could only spoil. */
  refresh(): void {
    if (!loginStateFacts[this.state.type].isSettling) this.start();
  }

  /** Gives up, and tells the backend; nothing where nothing runs. */
  cancel(): void {
    if (this.#run?.leave()) this.#show({ type: 'cancelled', shown: this.state.shown });
  }

  /** Lets go of everything without a word: for a page that is left. May be started again. */
  dispose(): void {
    this.#run?.stop();
  }

  #show(state: LoginState): void {
    if (JSON.stringify(state) === JSON.stringify(this.state)) return;
    this.state = state;
    try {
      this.#options.onState(state);
    } catch (error) {
      // The page's own mistake: reported as such, and no reason to end its login.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
