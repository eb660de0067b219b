/** Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
import { BrokenOff } from '../case.js';
import { ownConnection, reasonOf, type Calls } from './send.js';
import { describeBody, type Trace } from './trace.js';

export interface StreamEvent {
  /** Absent for a comment. */
  readonly event?: string;
  readonly id?: string;
  readonly data: string;
}

export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /**
   * The next event; comments count only if asked for. Undefined at the end of the stream.
   * @throws BrokenOff if none comes within `timeoutMs`
   */
  next(timeoutMs?: number, comments?: boolean): Promise<StreamEvent | undefined>;
  /** Everything up to the end. @throws BrokenOff if that does not come within `timeoutMs` */
  text(timeoutMs?: number): Promise<string>;
  close(): void;
}

const defaultTimeoutMs = 5000;

const as = 'GET /attempts/(id) as an event stream';

/** @throws BrokenOff if the answer does not begin within `timeoutMs` */
export async function openStream(
  url: string,
  headers: Readonly<Record<string, string>>,
  trace: Trace,
  calls: Calls,
): Promise<EventStream> {
  const controller = new AbortController();
  const response = await begin(url, headers, calls, controller);
  const contentType = response.headers.get('content-type') ?? 'no content type';
  trace.add('page', as, `${response.status} ${contentType}`);
  const blocks = createBlocks(response);

  return {
    status: response.status,
    headers: response.headers,
    async next(limitMs = defaultTimeoutMs, comments = false) {
      const endsAtMs = Date.now() + limitMs;
      for (;;) {
        const block = await blocks.next(endsAtMs);
        if (block === undefined) {
          trace.add('page', '(the stream)', 'ended');
          return undefined;
        }
        const event = parseBlock(block);
        const isComment = event.event === undefined && event.data === '';
        if (isComment && !comments) continue;
        const seen = isComment ? 'a comment' : describeBody(event.data, 'application/json');
        trace.add('page', '(the stream)', seen);
        return event;
      }
    },
    text: (limitMs = defaultTimeoutMs) => blocks.rest(Date.now() + limitMs),
    close: () => controller.abort(),
  };
}

/** Resolves with the beginning of the answer, whose body ends with the controller. */
async function begin(
  url: string,
  headers: Readonly<Record<string, string>>,
  { call, timeoutMs }: Calls,
  controller: AbortController,
): Promise<Response> {
  const timer = setTimeout(() => controller.abort(new DOMException('', 'TimeoutError')), timeoutMs);
  const request = new Request(url, {
    headers: { ...ownConnection, accept: 'text/event-stream', ...headers },
    signal: controller.signal,
  });
  try {
    return await call(request);
  } catch (error) {
    throw new BrokenOff(`${as}: ${reasonOf(error, timeoutMs)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** The blocks of a stream, each of which ends with an empty line. */
function createBlocks({ body }: Response) {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';

  /** @throws BrokenOff if nothing comes in time */
  async function read(endsAtMs: number): Promise<boolean> {
    let late: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      const onTimeout = (): void => reject(new BrokenOff(`${as}: nothing came in time`));
      late = setTimeout(onTimeout, Math.max(1, endsAtMs - Date.now()));
    });
    try {
      const chunk = await Promise.race([reader?.read(), timeout]);
      buffer += chunk?.value ?? '';
      return chunk?.value !== undefined;
    } finally {
      clearTimeout(late);
    }
  }

  return {
    /** Undefined at the end of the stream. */
    async next(endsAtMs: number): Promise<string | undefined> {
      for (;;) {
        const block = /^([^]*?)(?:\r\n|\n|\r){2}/.exec(buffer);
        if (block) {
          buffer = buffer.slice(block[0].length);
          return block[1] ?? '';
        }
        if (!(await read(endsAtMs))) return undefined;
      }
    },
    /** Everything up to the end. */
    async rest(endsAtMs: number): Promise<string> {
      while (await read(endsAtMs));
      return buffer;
    },
  };
}

function parseBlock(block: string): StreamEvent {
  const fields = new Map<string, string>();
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  const event = fields.get('event');
  const id = fields.get('id');
  return {
    ...(event === undefined ? {} : { event }),
    ...(id === undefined ? {} : { id }),
    data: fields.get('data') ?? '',
  };
}
