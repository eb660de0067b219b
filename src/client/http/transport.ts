/**
 * Watches an attempt over HTTP: by a stream, by requests that the backend holds open until something
 * changes (long polling), or by a request every `interval` seconds.
 */
import type { WechatMpLoginError } from '../../protocol/errors.js';
import type { Snapshot } from '../../protocol/messages.js';
import { parseSnapshot } from '../../protocol/parse/answers.js';
import type { AttemptHandle, WatchOptions } from '../backend.js';
import { lateFiles, loadWhenNeeded } from '../load-when-needed.js';
import { createEventParser } from './event-stream.js';
import { readText } from './read-body.js';
import type { Poller } from './poll.js';
import { isJson, requestError, type Requests } from './request.js';

/** `auto`: a stream, else held requests, else a request every `interval` seconds. */
export type Transport = 'auto' | 'stream' | 'poll';

export interface Watcher {
  /** Forgets which transports have failed, because proxies and networks change. */
  reset(levels: readonly string[]): void;
  /** Yields the snapshots of one connection. */
  watch(attempt: AttemptHandle, options: WatchOptions): AsyncGenerator<Snapshot>;
}

/** How long the first byte of a stream may take. Behind a proxy that buffers, it never comes. */
const firstByteMs = 5000;
/** How long a stream may be silent. Heartbeats come every 15 s. */
const silenceMs = 40_000;
/** A stream that ends sooner was cut off. After three in a row, the page stops using streams. */
const shortMs = 15_000;
const maxShortStreams = 3;

export function createWatcher(
  requests: Requests,
  transport: Transport,
  now: () => number,
): Watcher {
  let usesStream = false;
  let poller: Poller | undefined;
  let shortStreams = 0;

  async function* stream(
    { id, key }: AttemptHandle,
    parent: AbortSignal,
  ): AsyncGenerator<Snapshot> {
    const deadline = requests.deadline(parent, firstByteMs);
    const { signal } = deadline;
    let openedAtMs: number | undefined;
    try {
      const call = { path: `/${id}`, key, accept: 'text/event-stream' };
      const response = await requests.send(call, signal);
      // A backend without the level "stream" answers with JSON.
      usesStream = !isJson(response);
      if (!usesStream) return;
      openedAtMs = now();
      const parse = createEventParser();
      for await (const text of readText(response, signal)) {
        deadline.restart(silenceMs);
        for (const { type, data } of parse(text)) {
          const snapshot = type === 'state' ? parseSnapshot(JSON.parse(data)) : undefined;
          if (snapshot) yield snapshot;
        }
      }
      signal.throwIfAborted();
    } catch (thrown) {
      const error = requestError(thrown, signal);
      const isStalled = (error as Partial<WechatMpLoginError> | undefined)?.code === 'timeout';
      if (!isStalled || transport !== 'auto') throw error;
      usesStream = false;
    } finally {
      deadline.end();
      if (openedAtMs !== undefined && !parent.aborted) trackStreamDuration(now() - openedAtMs);
    }
  }

  function trackStreamDuration(durationMs: number): void {
    shortStreams = durationMs < shortMs ? shortStreams + 1 : 0;
    if (shortStreams === maxShortStreams) usesStream = transport === 'stream';
  }

  return {
    reset(levels) {
      usesStream = transport !== 'poll' && levels.includes('stream');
      poller = undefined;
      shortStreams = 0;
    },
    async *watch(attempt, options) {
      if (usesStream) yield* stream(attempt, options.signal);
      if (usesStream) return;
      // If the stream has just turned out not to work, polling follows without a pause. It loads only
      // then, because most networks let streams through.
      poller ??= (await loadWhenNeeded(lateFiles.poll)).createPoller(requests, now);
      yield* poller(attempt, options);
    },
  };
}
