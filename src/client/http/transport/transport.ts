/**
 * Watches an attempt over HTTP: by a stream, by requests that the backend holds open until something
 * changes (long polling), or by a request every `interval` seconds.
 */
import type { WechatMpLoginError } from '../../../protocol/errors.js';
import type { Snapshot } from '../../../protocol/messages.js';
import { parseSnapshot } from '../../../protocol/parse/snapshot.js';
import type { AttemptHandle, WatchOptions } from '../../backend.js';
import { asError } from '../../as-error.js';
import { createEventParser } from './event-stream.js';
import { readText } from '../read-body.js';
import { createPoller, type Poller } from './poll.js';
import { isJson, requestError, type Requests } from '../request.js';

/** `auto`: a stream, else held requests, else a request every `interval` seconds. */
export type Transport = 'auto' | 'stream' | 'poll';

export interface Watcher {
  /** Begins with another attempt. Streams that failed while polling worked stay out of use. */
  reset(levels: readonly string[]): void;
  /** Yields the snapshots of one connection. */
  watch(attempt: AttemptHandle, options: WatchOptions): AsyncGenerator<Snapshot>;
}

/** How long the first byte of a stream may take. Behind a proxy that buffers, it never comes. */
const firstByteMs = 5000;
/** How long a stream may be silent. Heartbeats come every 15 s, give or take the server's clock. */
const silenceMs = 18_000;
/**
 * A stream that ends sooner, or does not even begin, was cut off. After three in a row, the page polls; if
 * that works, one more stream decides.
 */
const shortMs = 15_000;
const maxShortStreams = 3;

export function createWatcher(
  requests: Requests,
  transport: Transport,
  now: () => number,
): Watcher {
  let usesStream = false;
  /** The stream has just failed, which may have been the network's fault. */
  let isStreamDoubted = false;
  /** Streams do not get through, or are refused: one has failed although the network was there. */
  let hasStreamFailed = false;
  /** Polling has worked since a stream failed, so the network is no excuse for the next one. */
  let isLastTry = false;
  /** A stream has lived, or polling has failed: then silence may be the network's fault. */
  let mayBeNetwork = false;
  let poller: Poller | undefined;
  let shortStreams = 0;

  async function* stream(
    { id, key }: AttemptHandle,
    parent: AbortSignal,
  ): AsyncGenerator<Snapshot> {
    const deadline = requests.deadline(parent, firstByteMs);
    const { signal } = deadline;
    let openedAtMs: number | undefined;
    let hasBegun = false;
    let wasAlive = false;
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
        hasBegun = true;
        wasAlive = now() - openedAtMs >= firstByteMs;
        mayBeNetwork ||= wasAlive;
        isLastTry &&= !wasAlive;
        for (const { type, data } of parse(text)) {
          const snapshot = type === 'state' ? parseSnapshot(JSON.parse(data)) : undefined;
          if (snapshot) yield snapshot;
        }
      }
      signal.throwIfAborted();
    } catch (thrown) {
      const error = requestError(thrown, signal);
      const { code } = (error ?? {}) as Partial<WechatMpLoginError>;
      if (code === 'rate_limited') hasStreamFailed = !doubtStream();
      // Something in front of the backend has answered in its place, or has changed the type of the answer.
      if (code === 'bad_response' && openedAtMs === undefined) doubtStream();
      if (code !== 'timeout') throw error;
      // A silent stream is replaced at once: by polling if only its first event came through, else by
      // another one, whose first event says what was missed.
      if (wasAlive) return;
      // Another try behind a proxy that buffers would hide a scan for as long again.
      isLastTry ||= hasBegun || !mayBeNetwork;
      if (doubtStream() && !hasBegun) throw error;
    } finally {
      deadline.end();
      if (usesStream && !parent.aborted) trackStreamDuration(now() - (openedAtMs ?? now()));
    }
  }

  function trackStreamDuration(durationMs: number): void {
    shortStreams = durationMs < shortMs ? shortStreams + 1 : 0;
    if (shortStreams >= maxShortStreams) doubtStream();
  }

  /** Polls from now on, unless the page wants streams only. Returns whether streams stay in use. */
  function doubtStream(): boolean {
    usesStream = transport === 'stream';
    isStreamDoubted = !usesStream;
    return usesStream;
  }

  const look: Poller = async function* ({ id, key }, { signal }) {
    const snapshot = await requests.ask({ path: `/${id}`, key }, { signal, parse: parseSnapshot });
    if (snapshot) yield snapshot;
  };

  return {
    reset(levels) {
      usesStream = transport !== 'poll' && !hasStreamFailed && levels.includes('stream');
      isStreamDoubted = isLastTry = false;
      poller = undefined;
      shortStreams = 0;
    },
    async *watch(attempt, options) {
      if (options.once) {
        yield* look(attempt, options);
        return;
      }
      try {
        if (usesStream) yield* stream(attempt, options.signal);
      } catch (error) {
        const { code, retryAfterMs } = asError(error);
        if (usesStream || code === 'rate_limited' || retryAfterMs) throw error;
      }
      if (usesStream) return;
      // If the stream has just turned out not to work, polling follows without a pause: where it works, the
      // network does, too. As it may have come back only now, the first answer is not held, and another
      // stream follows.
      const isStreamSuspect = isStreamDoubted && !hasStreamFailed;
      const isRetry = isStreamSuspect && !isLastTry;
      poller ??= createPoller(requests, now);
      try {
        yield* (isRetry ? look : poller)(attempt, options);
        hasStreamFailed ||= isStreamSuspect && isLastTry;
        if (isRetry) {
          usesStream = isLastTry = true;
          shortStreams = maxShortStreams - 1;
        }
      } catch (error) {
        if (isStreamSuspect && !options.signal.aborted) {
          usesStream = mayBeNetwork = true;
          isLastTry = false;
          shortStreams = 0;
        }
        throw error;
      } finally {
        isStreamDoubted &&= options.signal.aborted;
      }
    },
  };
}
