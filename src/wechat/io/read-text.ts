/** Reads bodies from outside, which may be endless, slow or no text at all. */
import { untilAborted, withTimeout } from './timeout.js';

export interface ReadLimits {
  readonly maxBytes: number;
  /** For the whole body. Default: no limit of its own. */
  readonly timeoutMs?: number;
  /** Ends the reading, even of a stream that ignores the signal of its request. */
  readonly signal?: AbortSignal;
  /** Bytes that are not UTF-8: reject the body (default), or put U+FFFD in their place. */
  readonly invalidUtf8?: 'reject' | 'replace';
}

/** Why a body was not read to its end. */
export type BodyFault = 'too_large' | 'too_slow' | 'not_utf8';

export class BodyError extends Error {
  readonly reason: BodyFault;

  constructor(reason: BodyFault) {
    super(`The body was refused: ${reason}.`);
    this.name = 'BodyError';
    this.reason = reason;
  }
}

/**
 * The whole body as text; `''` if there is none. The stream is cancelled in any case.
 * @throws BodyError; `signal`'s reason if it aborts; the error of the stream if it fails
 */
export async function readBoundedText(
  { headers, body }: Request | Response,
  limits: ReadLimits,
): Promise<string> {
  const { maxBytes, timeoutMs, signal } = limits;
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw new BodyError('too_large');
  const reader = body?.getReader();
  if (!reader) return '';
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const text = readToEnd(reader, limits);
    const inTime =
      timeoutMs === undefined
        ? text
        : withTimeout(timeoutMs, text, () => {
            throw new BodyError('too_slow');
          });
    return await untilAborted(inTime, signal);
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
}

async function readToEnd(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { maxBytes, invalidUtf8 = 'reject' }: ReadLimits,
): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: invalidUtf8 === 'reject' });
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decode(decoder);
    bytes += value.byteLength;
    if (bytes > maxBytes) throw new BodyError('too_large');
    text += decode(decoder, value);
  }
}

/** @throws BodyError `not_utf8` */
function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new BodyError('not_utf8');
  }
}
