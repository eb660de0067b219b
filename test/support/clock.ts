/** A clock that moves only when a test moves it, and waits for the effects of a change. */
import assert from 'node:assert/strict';
import type { After } from '../../src/client/index.js';
import type { Timers } from '../../src/simulator/index.js';
import { until } from './until.js';

/** Waits for a condition, then until all its effects have happened. */
export async function untilSettled(condition: () => boolean, what: string): Promise<void> {
  await until(condition, what);
  await settle();
}

/** Waits until everything that is under way has happened, except for timers of a `FakeClock`. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    // Digests are computed outside the event loop.
    await crypto.subtle.digest('SHA-256', new Uint8Array(1));
    // Dynamic imports need turns of their own, even of modules that are already loaded.
    await import('../../src/client/run/watching/watching.js');
    await import('../../src/client/http/after-create.js');
    await import('../../src/client/http/transport/poll.js');
    await import('../../src/client/http/problem.js');
    await import('../../src/client/binding/bind.js');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

export class FakeClock {
  nowMs: number;
  readonly #timers = new Set<Timer>();

  constructor(startMs = 1_000_000) {
    this.nowMs = startMs;
  }

  /** The number of timers that have not fired yet. */
  get pending(): number {
    return this.#timers.size;
  }

  readonly now = (): number => this.nowMs;

  readonly after: After = (callback, ms) => {
    assert.ok(ms >= 0 && ms < 2 ** 31, `a timer of ${ms} ms`);
    const timer = { atMs: this.nowMs + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** The same timers for code that takes `setTimeout` and `clearTimeout`. */
  readonly timers: Timers = {
    setTimeout: (callback, ms) => this.after(callback, ms),
    // The handle is the function that `after` returned.
    clearTimeout: (handle) => (handle as ReturnType<After> | undefined)?.(),
  };

  /** Moves the clock, and fires the timers that become due in order, each after the effects of the last. */
  async advance(ms: number): Promise<void> {
    await settle();
    const untilMs = this.nowMs + ms;
    while (this.#fireNext(untilMs)) await settle();
    this.nowMs = untilMs;
  }

  /** Like `advance`, but does not wait for effects. */
  tick(ms: number): void {
    const untilMs = this.nowMs + ms;
    while (this.#fireNext(untilMs));
    this.nowMs = untilMs;
  }

  /** The machine sleeps: time passes, but timers do not fire. */
  sleep(ms: number): void {
    this.nowMs += ms;
  }

  #fireNext(untilMs: number): boolean {
    const [due] = [...this.#timers]
      .filter(({ atMs }) => atMs <= untilMs)
      .sort((a, b) => a.atMs - b.atMs);
    if (!due) return false;
    this.#timers.delete(due);
    this.nowMs = Math.max(this.nowMs, due.atMs);
    due.callback();
    return true;
  }
}
