/**
 * An attempt's changes as server-sent events.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
import { isEnd } from '../../protocol/states.js';
import type { Attempt } from '../attempts/attempt.js';
import { snapshotOf } from '../attempts/transition.js';
import type { Watch, Watchers } from '../attempts/watchers.js';
import type { Answer } from './answer.js';

/** Proxies close connections that are silent for 30 s. */
export const heartbeatMs = 15_000;

export interface StreamOptions {
  readonly watchers: Watchers;
  readonly now: () => number;
  readonly attempt: Attempt;
  /** The client's address, for limits. */
  readonly address: string;
}

/** Sends the present snapshot, then one for every change, until the attempt or the connection ends. */
export function streamAnswer(options: StreamOptions): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // A proxy that compresses the stream would delay events.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
    body: streamSnapshots(options),
  };
}

function streamSnapshots({ watchers, now, attempt, address }: StreamOptions): ReadableStream {
  const encoder = new TextEncoder();
  let watch: Watch | undefined;
  let isOpen = true;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string): void => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const sendSnapshot = (next: Attempt): void => {
        const data = JSON.stringify(snapshotOf(next, now()));
        send(`id: ${next.rev}\nevent: state\ndata: ${data}\n\n`);
      };
      const end = (): void => {
        if (isOpen) controller.close();
        isOpen = false;
      };
      sendSnapshot(attempt);
      if (isEnd(attempt.state)) {
        end();
        return;
      }
      watch = watchers.watch(attempt, address, {
        as: 'stream',
        dueAtMs: now() + heartbeatMs,
        changed(next, own) {
          sendSnapshot(next);
          own.remindAt(now() + heartbeatMs);
          if (isEnd(next.state)) own.close();
        },
        due(own) {
          own.remindAt(now() + heartbeatMs);
          // No heartbeat while the client does not read: it would only pile up in the buffer. The
          // deadline of the attempt ends such a stream.
          if ((controller.desiredSize ?? 0) > 0) send(':\n\n');
        },
        closed: end,
      });
    },
    cancel() {
      isOpen = false;
      watch?.close();
    },
  });
}
