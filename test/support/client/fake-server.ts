/** A backend in memory, which answers as the protocol says, or with the faults that a test sets. */
import { s256 } from '../../../src/protocol/chain.js';
import { isEnd } from '../../../src/protocol/states.js';
import type { AttemptState, Created, Snapshot } from '../../../src/protocol/messages.js';
import type { FakeClock } from '../clock.js';

export interface ReceivedRequest {
  readonly method: string;
  /** The part of the path after `/attempts`, with the query but for the parameter `t`. */
  readonly path: string;
  /** The whole address. */
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly atMs: number;
  /** `check`: a create that is repeated to see whether the cookie comes back. */
  readonly kind: 'create' | 'check' | 'stream' | 'poll' | 'redeem' | 'bind' | 'codes' | 'cancel';
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
  heldPolls = 0;
  expiresIn = 180;
  levels: string[] = ['core', 'stream'];
  heartbeats = true;
  /** Answers in place of the backend; undefined lets the backend answer. */
  fault: (request: ReceivedRequest) => Response | Promise<Response> | undefined = () => undefined;
  redeemed: unknown = { result: 'authenticated', isNew: true, account: { name: 'Mina' } };
  bound: unknown = { result: 'authenticated', isNew: false, account: { name: 'Lin' } };
  sent: unknown = { resendIn: 60 };
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #clock: FakeClock;
  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  requestsOf(kind: ReceivedRequest['kind']): ReceivedRequest[] {
    return this.requests.filter((request) => request.kind === kind);
  }
  /** Streams, and requests that wait for news. */
  get openConnections(): number {
    return this.openStreams + this.heldPolls;
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
    const url = input as string;
    const path = url.replace(/^.*\/login\/attempts/, '').replace(/[?&]t=\d+$/, '');
    const headers = new Headers(init.headers);
    const method = init.method ?? 'GET';
    const isStream = headers.get('accept') === 'text/event-stream';
    const request: ReceivedRequest = {
      method,
      path,
      url,
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
              (headers.has('authorization') || headers.has('wechat-login-key')
                ? 'check'
                : 'create')),
    };
    this.requests.push(request);
    const signal = init.signal!;
    signal.throwIfAborted();
    return await new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      Promise.resolve(this.fault(request) ?? this.#answer(request, signal)).then(resolve, reject);
    });
  };

  async #answer(request: ReceivedRequest, signal: AbortSignal): Promise<Response> {
    if (request.kind === 'create' || request.kind === 'check') return this.create(request);
    const id = /^\/([^/?]+)/.exec(request.path)![1];
    const attempt = this.attempts.find((candidate) => candidate.id === id);
    if (!attempt) return problem('not_found', 404);
    if ('verifier' in request.body) {
      const challenge = await s256(await s256(request.body['verifier'] as string));
      if (challenge !== attempt.challenge) return problem('not_found', 404);
      if (request.kind === 'codes') return json(this.sent, 202);
      return json(request.kind === 'bind' ? this.bound : this.redeemed);
    }
    const { headers } = request;
    const bearer = headers.get('authorization')?.replace(/^Bearer /, '');
    const key = headers.get('wechat-login-key') ?? bearer ?? '';
    if ((await s256(key)) !== attempt.challenge) return problem('not_found', 404);
    // The page may have gone during the digest.
    signal.throwIfAborted();
    if (request.kind === 'cancel') return new Response(null, { status: 204 });
    return request.kind === 'poll'
      ? this.#answerPoll(request, attempt, signal)
      : this.#openStream(attempt, signal);
  }

  #answerPoll(
    { path }: ReceivedRequest,
    attempt: StoredAttempt,
    signal: AbortSignal,
  ): Response | Promise<Response> {
    const query = new URLSearchParams(path.split('?')[1]);
    const heldS = Number(query.get('wait') ?? 0);
    if (Number(query.get('rev') ?? 0) < 0) return problem('invalid_request', 400);
    if (!heldS || attempt.snapshot.rev > Number(query.get('rev'))) return json(attempt.snapshot);
    this.heldPolls++;
    return new Promise<Response>((resolve) => {
      const leave = (): void => {
        stop();
        if (attempt.listeners.delete(answer)) this.heldPolls--;
      };
      const answer = (): void => {
        leave();
        resolve(json(attempt.snapshot));
      };
      const stop = this.#clock.after(answer, heldS * 1000);
      attempt.listeners.add(answer);
      signal.addEventListener('abort', leave);
    });
  }

  #openStream(attempt: StoredAttempt, signal: AbortSignal): Response {
    let stopHeartbeat = (): void => {};
    let stream: ReadableStreamDefaultController<Uint8Array>;
    const listener = (snapshot: Snapshot): void => {
      stream.enqueue(new TextEncoder().encode(event(snapshot)));
      if (isEnd(snapshot.state)) close();
    };
    const leave = (): void => {
      stopHeartbeat();
      attempt.listeners.delete(listener);
      if (this.#streams.delete(stream)) this.openStreams--;
    };
    const close = (): void => {
      leave();
      stream.close();
    };
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        stream = controller;
        this.openStreams++;
        this.#streams.add(controller);
        attempt.listeners.add(listener);
        const next = (): void => {
          if (!this.#streams.has(controller) || !this.heartbeats) return;
          stopHeartbeat = this.#clock.after(() => {
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
