/**
 * Parses `text/event-stream` (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation).
 * We read it with fetch, because EventSource can send no Authorization header and shows neither
 * heartbeats nor statuses.
 */
import { WechatMpLoginError } from '../../../protocol/errors.js';
import { bodyLimit } from '../read-body.js';

export interface ServerEvent {
  readonly type: string;
  readonly data: string;
}

/** The name of a field and its value, without the one space that may follow the colon. */
const fieldLine = /^([^:]*):? ?([^]*)/;

/**
 * Creates a parser that takes the text of a stream piece by piece and returns the events that each
 * piece completes. It ignores `id` and `retry`: snapshots have a `rev`, and the login has a back-off
 * of its own.
 * @throws WechatMpLoginError `bad_response` for a line or an event beyond `bodyLimit`
 */
export function createEventParser(): (piece: string) => ServerEvent[] {
  let line = '';
  let data = '';
  let type = '';
  let endedWithCr = false;

  /** Returns an event if this line completes one. */
  function takeLine(): ServerEvent | undefined {
    if (!line) {
      const event = data ? { type: type || 'message', data: data.slice(0, -1) } : undefined;
      data = type = '';
      return event;
    }
    const [, field, value = ''] = fieldLine.exec(line) ?? [];
    if (field === 'data') data += value + '\n';
    else if (field === 'event') type = value;
    return undefined;
  }

  return (piece) => {
    if (!piece) return [];
    const events: ServerEvent[] = [];
    // A CRLF may be cut in two; its CR has ended the line already.
    const text = endedWithCr && piece.startsWith('\n') ? piece.slice(1) : piece;
    endedWithCr = piece.endsWith('\r');
    text.split(/\r\n?|\n/).forEach((part, index, parts) => {
      line += part;
      if (line.length + data.length > bodyLimit) throw new WechatMpLoginError('bad_response');
      // The last part has no line end yet.
      if (index === parts.length - 1) return;
      const event = takeLine();
      if (event) events.push(event);
      line = '';
    });
    return events;
  };
}
