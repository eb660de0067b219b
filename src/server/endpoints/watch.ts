/**
 * Those who wait for news of an attempt: event streams and held reads. One ticker serves them all,
 * and runs only while somebody waits, so an attempt costs no timer.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { Snapshot } from '../../protocol/messages.js';
import { isEnd } from '../../protocol/states.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Ledger } from '../attempts/attempts.js';
import { addressGroup } from '../base/limits.js';
import { settle, snapshotOf } from '../attempts/transition.js';

const tickMs = 1000;
/** Proxies cut what is silent for 30 s. */
const heartbeatMs = 15_000;
const maxOpenPerAttempt = 2;

export interface WatchersOptions {
  readonly ledger: Pick<Ledger, 'get' | 'subscribe'>;
  readonly now: () => number;
  readonly maxOpen: number;
  readonly maxOpenPerAddress: number;
}

interface Watcher {
  readonly address: string;
  /** The newest that is known. */
  attempt: Attempt;
  nextAtMs: number;
  /** The attempt has changed, or time has ended it. */
  readonly changed: (attempt: Attempt) => void;
  /** `nextAtMs` has come. */
  readonly due: (nowMs: number) => void;
  /** It has to go: a newer one has come, or the server stops. */
  readonly close: () => void;
  unsubscribe: () => void;
}

export class Watchers {
  readonly #options: WatchersOptions;
  readonly #open = new Map<string, Set<Watcher>>();
  readonly #openByAddress = new Map<string, number>();
  #count = 0;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #isClosed = false;

  constructor(options: WatchersOptions) {
    this.#options = options;
  }

  /** Snapshots as `text/event-stream`, until the attempt or the connection ends. */
  stream(attempt: Attempt, address: string): Response {
    this.#checkRoom(address);
    const { now } = this.#options;
    const encoder = new TextEncoder();
    let watcher: Watcher | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const connection = { isOpen: true };
        const send = (text: string): void => {
          if (connection.isOpen) controller.enqueue(encoder.encode(text));
        };
        const own: Watcher = {
          address,
          attempt,
          nextAtMs: now() + heartbeatMs,
          changed: (next) => {
            const snapshot = snapshotOf(next, now());
            send(`id: ${next.rev}\nevent: state\ndata: ${JSON.stringify(snapshot)}\n\n`);
            own.nextAtMs = now() + heartbeatMs;
            if (isEnd(next.state)) own.close();
          },
          due: (nowMs) => {
            own.nextAtMs = nowMs + heartbeatMs;
            // A reader that takes nothing gets no more to keep; its deadline ends it.
            if ((controller.desiredSize ?? 0) > 0) send(':\n\n');
          },
          close: () => {
            this.#remove(attempt.id, own);
            if (connection.isOpen) controller.close();
            connection.isOpen = false;
          },
          unsubscribe: () => undefined,
        };
        watcher = own;
        own.changed(attempt);
        if (connection.isOpen) this.#add(own);
      },
      cancel: () => {
        if (watcher) this.#remove(attempt.id, watcher);
      },
    });
    return new Response(body, {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        // no-transform: a compressing proxy would hold events back.
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      },
    });
  }

  /** The first snapshot behind `rev`, or the present one after `waitMs`. */
  async hold(attempt: Attempt, { address, rev, waitMs, signal }: HoldOptions): Promise<Snapshot> {
    const { now } = this.#options;
    if (attempt.rev > rev || isEnd(attempt.state) || waitMs === 0 || this.#isClosed) {
      return snapshotOf(attempt, now());
    }
    this.#checkRoom(address);
    return new Promise((resolve) => {
      const own: Watcher = {
        address,
        attempt,
        nextAtMs: now() + waitMs,
        changed: (next) => {
          if (next.rev > rev) own.close();
        },
        due: () => {
          own.close();
        },
        close: () => {
          this.#remove(attempt.id, own);
          signal.removeEventListener('abort', own.close);
          resolve(snapshotOf(own.attempt, now()));
        },
        unsubscribe: () => undefined,
      };
      signal.addEventListener('abort', own.close);
      this.#add(own);
    });
  }

  /** Ends every wait, so that pages connect again, elsewhere. */
  close(): void {
    this.#isClosed = true;
    for (const watchers of this.#open.values()) for (const watcher of watchers) watcher.close();
  }

  #checkRoom(address: string): void {
    const { maxOpen, maxOpenPerAddress } = this.#options;
    const own = this.#openByAddress.get(addressGroup(address)) ?? 0;
    if (this.#count >= maxOpen || own >= maxOpenPerAddress) {
      throw new WechatMpLoginError('rate_limited', {
        message: 'too many open reads',
        retryAfterMs: 10_000,
      });
    }
  }

  #add(watcher: Watcher): void {
    const { id } = watcher.attempt;
    const watchers = this.#open.get(id) ?? new Set();
    this.#open.set(id, watchers.add(watcher));
    const [oldest] = watchers;
    if (watchers.size > maxOpenPerAttempt) oldest?.close();
    this.#count++;
    this.#countAddress(watcher.address, 1);
    this.#ticker ??= setInterval(() => {
      this.#tick();
    }, tickMs);
    const news = (next: Attempt): void => {
      if (next.rev <= watcher.attempt.rev) return;
      watcher.attempt = next;
      watcher.changed(next);
    };
    watcher.unsubscribe = this.#options.ledger.subscribe(id, news);
    // What happened between the read of the attempt and the subscription. A store that fails here
    // fails the next read as well; the subscription stands.
    this.#options.ledger.get(id).then(
      (next) => {
        if (next && watchers.has(watcher)) news(next);
      },
      () => undefined,
    );
    if (this.#isClosed) watcher.close();
  }

  #remove(id: string, watcher: Watcher): void {
    const watchers = this.#open.get(id);
    if (!watchers?.delete(watcher)) return;
    if (watchers.size === 0) this.#open.delete(id);
    watcher.unsubscribe();
    this.#count--;
    this.#countAddress(watcher.address, -1);
    if (this.#count > 0) return;
    clearInterval(this.#ticker);
    this.#ticker = undefined;
  }

  #countAddress(address: string, change: 1 | -1): void {
    const group = addressGroup(address);
    // An unknown address is not one address.
    if (group === '') return;
    const count = (this.#openByAddress.get(group) ?? 0) + change;
    if (count === 0) this.#openByAddress.delete(group);
    else this.#openByAddress.set(group, count);
  }

  #tick(): void {
    const nowMs = this.#options.now();
    for (const watchers of this.#open.values()) {
      for (const watcher of watchers) {
        const settled = settle(watcher.attempt, nowMs);
        if (settled !== watcher.attempt) {
          watcher.attempt = settled;
          watcher.changed(settled);
        } else if (nowMs >= watcher.nextAtMs) watcher.due(nowMs);
      }
    }
  }
}

export interface HoldOptions {
  readonly address: string;
  /** The newest `rev` that the page has seen. */
  readonly rev: number;
  readonly waitMs: number;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
}
