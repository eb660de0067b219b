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
  message: Request | Response,
  limits: ReadLimits,
): Promise<string> {
  return decodeUtf8(await readBoundedBytes(message, limits), limits.invalidUtf8);
}

/**
 * The whole body as it came; no bytes if there is none. The stream is cancelled in any case.
 * @throws BodyError; `signal`'s reason if it aborts; the error of the stream if it fails
 */
export async function readBoundedBytes(
  message: Request | Response,
  { maxBytes, timeoutMs, signal }: Omit<ReadLimits, 'invalidUtf8'>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(message.headers.get('content-length') ?? 0) > maxBytes) {
    throw new BodyError('too_large');
  }
  const reader = readerOf(message);
  if (!reader) return new Uint8Array();
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const bytes = readToEnd(reader, maxBytes);
    const inTime =
      timeoutMs === undefined
        ? bytes
        : withTimeout(timeoutMs, bytes, () => {
            throw new BodyError('too_slow');
          });
    return await untilAborted(inTime, signal);
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
}

type Reader = Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;

/** Undefined if there is no body. */
function readerOf(message: Request | Response): Reader | undefined {
  if (isOfKnownLength(message)) {
    return wholeReader(async () => new Uint8Array(await message.arrayBuffer()));
  }
  if (message.body === null) return undefined;
  // In Firefox, and in implementations older than streams, a request has none.
  const hasStream =
    typeof (message.body as Partial<ReadableStream> | undefined)?.getReader === 'function';
  return hasStream
    ? message.body.getReader()
    : wholeReader(async () => new TextEncoder().encode(await message.text()));
}

/**
 * Whether the server that has received a request hands over no more bytes than it announces. To read it
 * whole is then as safe as to read its stream, which some adapters build for this alone. Compressed bytes
 * may be more than they say, and so may the body of an answer, which `fetch` decompresses.
 */
function isOfKnownLength(message: Partial<Request | Response>): boolean {
  const { headers } = message;
  return (
    'method' in message &&
    typeof message.arrayBuffer === 'function' &&
    /^\d+$/.test(headers?.get('content-length') ?? '') &&
    headers?.get('content-encoding') === null &&
    headers.get('transfer-encoding') === null
  );
}

function wholeReader(readWhole: () => Promise<Uint8Array>): Reader {
  let isRead = false;
  return {
    async read() {
      if (isRead) return { done: true, value: undefined };
      isRead = true;
      return { done: false, value: await readWhole() };
    },
    cancel: () => Promise.resolve(),
  };
}

async function readToEnd(reader: Reader, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return join(chunks, length);
    length += value.byteLength;
    if (length > maxBytes) throw new BodyError('too_large');
    chunks.push(value);
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** @throws BodyError `not_utf8` */
export function decodeUtf8(
  bytes: Uint8Array,
  invalidUtf8: ReadLimits['invalidUtf8'] = 'reject',
): string {
  try {
    return new TextDecoder('utf-8', { fatal: invalidUtf8 === 'reject' }).decode(bytes);
  } catch {
    throw new BodyError('not_utf8');
  }
}
