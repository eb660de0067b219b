/** What happens to the list of `<wechat-mp-identities>`: asked for, asked again, a WeChat unlinked. */
import { asError } from '../../client/as-error.js';
import type { Identities } from '../../client/identities.js';
import type { WechatMpLoginError } from '../../protocol/errors.js';
import type { LinkedIdentity } from '../../protocol/messages.js';
import type { IdentitiesProblem, IdentitiesState, OpenRow } from './state.js';

export interface IdentitiesLifeOptions {
  readonly backend: Identities;
  readonly onState: (state: IdentitiesState) => void;
  /** Whether it is to be said; false where the page does that itself. */
  readonly onError: (error: WechatMpLoginError) => boolean;
  /** A WeChat was unlinked; these are left. */
  readonly onChange: (identities: readonly LinkedIdentity[]) => void;
}

export class IdentitiesLife {
  state: IdentitiesState = { type: 'loading' };
  readonly #options: IdentitiesLifeOptions;
  #isOver = false;
  /** The newest request for the list: nobody waits for the others. */
  #load: AbortController | undefined;
  /** What is shown may be older than what there is. */
  #isStale = false;

  constructor(options: IdentitiesLifeOptions) {
    this.#options = options;
  }

  /** Asks for the list, at the latest when what is under way is done. */
  refresh(): void {
    this.#isStale = true;
    // With the answer to an unlink comes another session: before it, there is no list to be had.
    if (!this.#isBusy) void this.#list();
  }

  /** Opens a row, to ask once more. */
  ask(id: string): void {
    this.#open({ id, step: 'ask' });
  }

  /** Closes the row. */
  keep(): void {
    this.#open(undefined);
  }

  /** Unlinks the WeChat whose row is open. A second call is none. */
  async unlink(): Promise<void> {
    const { state } = this;
    if (state.type !== 'list' || !state.open || this.#isBusy) return;
    const { id } = state.open;
    this.#load?.abort();
    this.#open({ id, step: 'busy' });
    try {
      // Not given up with the page: the person has said what they want.
      await this.#options.backend.unlink(id, { signal: new AbortController().signal });
      this.#unlinked(state.identities, id);
    } catch (thrown) {
      const error = asError(thrown);
      // Unlinked already, in another tab perhaps.
      if (error.code === 'not_found') await this.#lookAgain(id, error);
      else this.#refuse(id, error);
    }
    if (this.#isStale) void this.#list();
  }

  /** Lets go of everything without a word: for a page that is left. */
  end(): void {
    this.#isOver = true;
    this.#load?.abort();
  }

  get #isBusy(): boolean {
    return this.state.type === 'list' && this.state.open?.step === 'busy';
  }

  #show(state: IdentitiesState): void {
    if (this.#isOver) return;
    this.state = state;
    this.#options.onState(state);
  }

  #open(open: OpenRow | undefined): void {
    const { state } = this;
    if (state.type !== 'list' || this.#isBusy) return;
    this.#show({ type: 'list', identities: state.identities, open });
  }

  async #list(): Promise<void> {
    this.#load?.abort();
    const { signal } = (this.#load = new AbortController());
    if (this.state.type !== 'list') this.#show({ type: 'loading' });
    let state: IdentitiesState;
    try {
      const { identities } = await this.#options.backend.list({ signal });
      const before = this.state.type === 'list' ? this.state : undefined;
      const open = identities.some(({ id }) => id === before?.open?.id) ? before?.open : undefined;
      state = { type: 'list', identities, open, unlinked: before?.unlinked };
    } catch (thrown) {
      if (signal.aborted) return;
      state = { type: 'error', problem: this.#problem(asError(thrown)) };
    }
    if (signal.aborted) return;
    this.#isStale = false;
    this.#show(state);
  }

  #unlinked(before: readonly LinkedIdentity[], id: string): void {
    const identities = before.filter((each) => each.id !== id);
    this.#show({ type: 'list', identities, unlinked: before.find((each) => each.id === id) });
    if (!this.#isOver) this.#options.onChange(identities);
  }

  async #lookAgain(id: string, error: WechatMpLoginError): Promise<void> {
    if (this.state.type === 'list') this.#show({ type: 'list', identities: this.state.identities });
    await this.#list();
    const { state } = this;
    if (state.type !== 'list') return;
    if (state.identities.some((each) => each.id === id)) this.#refuse(id, error);
    else if (!this.#isOver) this.#options.onChange(state.identities);
  }

  #refuse(id: string, error: WechatMpLoginError): void {
    const problem = this.#problem(error);
    const open = problem && ({ id, step: 'refused', problem } as const);
    if (this.state.type === 'list') {
      this.#show({ type: 'list', identities: this.state.identities, open });
    }
  }

  /** Undefined where the page says it itself. */
  #problem(error: WechatMpLoginError): IdentitiesProblem | undefined {
    if (this.#isOver || !this.#options.onError(error)) return undefined;
    const { code, retryable, retryAfterMs } = error;
    return { code, retryable, retryAfterMs };
  }
}
