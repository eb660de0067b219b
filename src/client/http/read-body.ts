/** Reads the body of an answer, piece by piece or as JSON, until it ends or a signal aborts. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { throwUnreachable } from '../as-error.js';

/** The most characters in one JSON body, or in one event of a stream: far more than a snapshot has. */
export const bodyLimit = 65_536;

/**
 * Yields the text of a body as it arrives. A character that is split between two pieces stays whole.
 * Ends without an error when `signal` aborts, and cancels the body when it ends.
 * @throws the error with which the body fails
 */
export async function* readText(response: Response, signal: AbortSignal): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  if (!reader) return;
  // Not left to `fetch`: one that calls a server in memory may ignore the signal.
  const cancel = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', cancel);
  const decoder = new TextDecoder();
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read().catch(throwUnreachable);
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/**
 * @throws SyntaxError for a body that is not JSON
 * @throws WechatMpLoginError `bad_response` for a body beyond `bodyLimit`
 */
export async function readJson(response: Response, signal: AbortSignal): Promise<unknown> {
  let text = '';
  for await (const piece of readText(response, signal)) {
    text += piece;
    if (text.length > bodyLimit) throw new WechatMpLoginError('bad_response');
  }
  return JSON.parse(text);
}
