/**
 * Reads `text/event-stream` (HTML, section 9.2.6) out of a fetch: EventSource can send no
 * Authorization header, and shows neither heartbeats nor statuses.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';

export interface ServerEvent {
  readonly type: string;
  readonly data: string;
}

/** Most characters of one body, line or event that are kept: far above any snapshot. */
export const bodyLimit = 65_536;

/**
 * Takes the text of a stream piece by piece and gives back the events that each piece completes.
 * `id` and `retry` go unread: a snapshot has its `rev`, and the login its own back-off.
 * @throws WechatMpLoginError `bad_response` for a line or an event beyond `bodyLimit`
 */
export function createEventParser(): (chunk: string) => ServerEvent[] {
  let line = '';
  let data = '';
  let type = '';
  let afterCr = false;
  return (chunk) => {
    if (!chunk) return [];
    const events: ServerEvent[] = [];
    // A CRLF may be cut in two; its CR has ended the line already.
    const lines = (afterCr && chunk.startsWith('\n') ? chunk.slice(1) : chunk).split(/\r\n?|\n/);
    afterCr = chunk.endsWith('\r');
    lines.forEach((piece, index) => {
      line += piece;
      if (line.length + data.length > bodyLimit) {
        throw new WechatMpLoginError('bad_response');
      }
      if (index === lines.length - 1) return;
      const [, field, value] = /^([^:]*):? ?([^]*)/.exec(line) as unknown as [0, string, string];
      if (!line) {
        if (data) events.push({ type: type || 'message', data: data.slice(0, -1) });
        data = type = '';
      } else if (field === 'data') data += value + '\n';
      else if (field === 'event') type = value;
      line = '';
    });
    return events;
  };
}

/**
 * The text of a body as it comes, UTF-8 whole across pieces; lets go of the body when left.
 * @throws what the body fails with; over without an error when `signal` aborts
 */
export async function* readText(response: Response, signal: AbortSignal): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  if (!reader) return;
  // Not left to fetch: a server called in memory knows nothing of the signal.
  const cancel = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', cancel);
  const decoder = new TextDecoder();
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}
