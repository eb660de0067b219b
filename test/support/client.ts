/** A clock, a page and a backend in memory, with which tests play every condition of the network. */
import assert from 'node:assert/strict';
import {
  createHttpBackend,
  Login,
  type After,
  type LoginOptions,
  type LoginState,
  type PageSignals,
  type Transport,
} from '../../src/client/index.js';
import { s256 } from '../../src/protocol/chain.js';
import { isEnd } from '../../src/protocol/states.js';
import type { AttemptState, Created, Snapshot } from '../../src/protocol/messages.js';
import { until } from './until.js';

/** Waits for a condition, and then until everything that follows from it has settled. */
export async function untilSettled(condition: () => boolean, what: string): Promise<void> {
  await until(condition, what);
  await settle();
}

/** Waits until everything under way has settled, including digests, which run outside the event loop. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await crypto.subtle.digest('SHA-256', new Uint8Array(1));
    // So do dynamic imports, even of a file that has loaded already.
    await import('../../src/client/http/poll.js');
    await import('../../src/client/http/problem.js');
    await import('../../src/client/binding/bind.js');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export class FakeClock {
  nowMs = 1_000_000;
  readonly #timers = new Map<object, { atMs: number; callback: () => void }>();
  get pending(): number {
    return this.#timers.size;
  }
  readonly now = (): number => this.nowMs;
  readonly after: After = (callback, ms) => {
    assert.ok(ms >= 0 && ms < 2 ** 31, `a timer of ${ms} ms`);
    const timer = {};
    this.#timers.set(timer, { atMs: this.nowMs + ms, callback });
    return () => this.#timers.delete(timer);
  };
  /** Moves on, and runs each timer that falls due, in order, with everything that follows from it. */
  async advance(ms: number): Promise<void> {
    await settle();
    const untilMs = this.nowMs + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { atMs }]) => atMs <= untilMs)
        .sort(([, a], [, b]) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.nowMs = Math.max(this.nowMs, due[1].atMs);
      due[1].callback();
      await settle();
    }
    this.nowMs = untilMs;
  }
  /** The device sleeps: time passes, but timers do not run. */
  sleep(ms: number): void {
    this.nowMs += ms;
  }
}

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

export interface ReceivedRequest {
  readonly method: string;
  /** Below the base URL, with the query. */
  readonly path: string;
  readonly init: RequestInit;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly atMs: number;
  readonly kind: 'create' | 'stream' | 'poll' | 'redeem' | 'bind' | 'codes' | 'cancel';
}

interface StoredAttempt {
  readonly id: string;
  readonly challenge: string;
  snapshot: Snapshot;
  readonly listeners: Set<(snapshot: Snapshot) => void>;
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
      ...headers,
    },
  });
export const problem = (code: string, status: number, headers?: Record<string, string>): Response =>
  json({ type: `urn:x:${code}`, title: code, status, code }, status, headers);
export const html = (status = 200): Response =>
  new Response('<!doctype html><title>Welcome to the hotel</title>', {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  });
/** A request that is never answered, as from a proxy that buffers. */
export const silence = (): Promise<Response> => new Promise(() => {});

export const event = (snapshot: unknown): string =>
  `id: 1\nevent: state\ndata: ${JSON.stringify(snapshot)}\n\n`;

export class FakeServer {
  readonly requests: ReceivedRequest[] = [];
  readonly attempts: StoredAttempt[] = [];
  openStreams = 0;
  expiresIn = 180;
  levels: string[] = ['core', 'stream'];
  heartbeats = true;
  /** Answers in place of the backend; undefined lets the backend answer. */
  fault: (seen: ReceivedRequest) => Response | Promise<Response> | undefined = () => undefined;
  redeemed: unknown = { result: 'authenticated', isNew: true, account: { name: 'Mina' } };
  bound: unknown = { result: 'authenticated', isNew: false, account: { name: 'Lin' } };
  sent: unknown = { resendIn: 60 };
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #clock: FakeClock;
  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  requestsOf(kind: ReceivedRequest['kind']): ReceivedRequest[] {
    return this.requests.filter((seen) => seen.kind === kind);
  }
  get last(): StoredAttempt {
    return this.attempts.at(-1)!;
  }
  push(state: AttemptState, extra: Partial<Snapshot> = {}, attempt = this.last): void {
    attempt.snapshot = {
      state,
      rev: attempt.snapshot.rev + 1,
      expiresIn: isEnd(state) ? 0 : 90,
      interval: 2,
      ...extra,
    };
    for (const listener of [...attempt.listeners]) listener(attempt.snapshot);
  }
  /** Writes text into every open stream. */
  write(text: string): void {
    for (const stream of this.#streams) stream.enqueue(new TextEncoder().encode(text));
  }
  /** Ends every open stream, cleanly or with this error. */
  cut(error?: Error): void {
    for (const stream of [...this.#streams]) {
      this.#streams.delete(stream);
      this.openStreams--;
      if (error) stream.error(error);
      else stream.close();
    }
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const path = (input as string).replace(/^.*\/login\/attempts/, '');
    const headers = new Headers(init.headers);
    const method = init.method ?? 'GET';
    const isStream = headers.get('accept') === 'text/event-stream';
    const seen: ReceivedRequest = {
      method,
      path,
      init,
      headers,
      body: init.body ? (JSON.parse(init.body as string) as Record<string, unknown>) : {},
      atMs: this.#clock.nowMs,
      kind:
        method === 'DELETE'
          ? 'cancel'
          : method === 'GET'
            ? isStream
              ? 'stream'
              : 'poll'
            : ((/(redeem|bind|codes)$/.exec(path)?.[1] as ReceivedRequest['kind'] | undefined) ??
              'create'),
    };
    this.requests.push(seen);
    const signal = init.signal!;
    signal.throwIfAborted();
    return await new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      Promise.resolve(this.fault(seen) ?? this.#answer(seen, signal)).then(resolve, reject);
    });
  };

  async #answer(seen: ReceivedRequest, signal: AbortSignal): Promise<Response> {
    if (seen.kind === 'create') return this.create(seen);
    const id = /^\/([^/?]+)/.exec(seen.path)![1];
    const attempt = this.attempts.find((candidate) => candidate.id === id);
    if (!attempt) return problem('not_found', 404);
    if ('verifier' in seen.body) {
      const challenge = await s256(await s256(seen.body['verifier'] as string));
      if (challenge !== attempt.challenge) return problem('not_found', 404);
      if (seen.kind === 'codes') return json(this.sent, 202);
      return json(seen.kind === 'bind' ? this.bound : this.redeemed);
    }
    const key = seen.headers.get('authorization')!.replace(/^Bearer /, '');
    if ((await s256(key)) !== attempt.challenge) return problem('not_found', 404);
    if (seen.kind === 'cancel') return new Response(null, { status: 204 });
    if (seen.kind === 'poll') {
      const query = new URLSearchParams(seen.path.split('?')[1]);
      const heldS = Number(query.get('wait') ?? 0);
      if (!heldS || attempt.snapshot.rev > Number(query.get('rev'))) return json(attempt.snapshot);
      return await new Promise<Response>((resolve) => {
        const answer = (): void => {
          attempt.listeners.delete(answer);
          stop();
          resolve(json(attempt.snapshot));
        };
        const stop = this.#clock.after(answer, heldS * 1000);
        attempt.listeners.add(answer);
        signal.addEventListener('abort', () => {
          stop();
          attempt.listeners.delete(answer);
        });
      });
    }
    let beat = (): void => {};
    let self: ReadableStreamDefaultController<Uint8Array>;
    const listener = (snapshot: Snapshot): void => {
      self.enqueue(new TextEncoder().encode(event(snapshot)));
      if (isEnd(snapshot.state)) close();
    };
    const leave = (): void => {
      beat();
      attempt.listeners.delete(listener);
      if (this.#streams.delete(self)) this.openStreams--;
    };
    const close = (): void => {
      leave();
      self.close();
    };
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        self = controller;
        this.openStreams++;
        this.#streams.add(controller);
        attempt.listeners.add(listener);
        const next = (): void => {
          if (!this.#streams.has(controller) || !this.heartbeats) return;
          beat = this.#clock.after(() => {
            if (this.#streams.has(controller))
              controller.enqueue(new TextEncoder().encode(':\n\n'));
            next();
          }, 15_000);
        };
        next();
        listener(attempt.snapshot);
      },
      cancel: leave,
    });
    signal.addEventListener('abort', leave);
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  }

  create({ body }: ReceivedRequest): Response {
    const challenge = body['challenge'] as string;
    let attempt = this.attempts.find((candidate) => candidate.challenge === challenge);
    const status = attempt ? 200 : 201;
    if (!attempt) {
      const id = `attempt-number-${this.attempts.length}`.padEnd(22, '-');
      attempt = {
        id,
        challenge,
        snapshot: { state: 'pending', rev: 1, expiresIn: this.expiresIn, interval: 2 },
        listeners: new Set(),
      };
      this.attempts.push(attempt);
    }
    const created = {
      ...attempt.snapshot,
      protocol: 1,
      levels: this.levels as Created['levels'],
      id: attempt.id,
      officialAccount: { key: 'default', name: 'Tea House', kind: 'service' },
      present: { type: 'qr', url: `http://weixin.qq.com/q/${this.attempts.indexOf(attempt)}` },
    } satisfies Created;
    return json(created, status);
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

export function createLoginHarness(
  options: { transport?: Transport; random?: () => number } & Partial<LoginOptions> = {},
): LoginHarness {
  const clock = new FakeClock();
  const page = new FakePage();
  const server = new FakeServer(clock);
  const states: LoginState[] = [];
  const { transport, random = () => 0.5, ...rest } = options;
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
