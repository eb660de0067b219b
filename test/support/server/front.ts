/** A backend that forwards its pushes to an application, which a test scripts. */
import { createCrypt } from '../../../src/wechat/push/crypt.js';
import { encryptReply } from '../../../src/wechat/push/encrypt-reply.js';
import { textXml } from '../../../src/wechat/push/write-messages.js';
import { textReply } from '../../../src/wechat/push/write-reply.js';
import { createHarness, originalId, settings, type HarnessOptions } from './harness.js';

export const target = 'https://app.example.com/hook?account=1';
/** The clock of the harness. */
export const nowS = 1_800_000_000;
export const about = { to: originalId, from: 'oPersonOne', createdAtS: nowS };
/** A message to the application. */
export const hello = textXml({ ...about, content: '你好 & <1>', msgId: '23456789012345678' });
/** The application's reply to it. */
export const replyXml = textReply({
  to: 'oPersonOne',
  from: originalId,
  createdAtS: nowS,
  content: '在',
});

/** A reply as the application encrypts it. */
export async function encrypted(
  xml = replyXml,
  keys: Partial<typeof settings> = {},
): Promise<string> {
  const { token, encodingAesKey } = { ...settings, ...keys };
  const crypt = await createCrypt({ appId: settings.appId, encodingAesKey });
  return encryptReply(xml, { token, crypt, timestampS: nowS, nonce: '415670741' });
}

export interface Forwarded {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: string;
}

/** A backend that forwards its pushes, and an application that answers them. */
export function createFront(
  answer: (call: number, signal: AbortSignal | null) => Response | Promise<Response>,
  options: HarnessOptions = {},
  url = target,
) {
  const forwarded: Forwarded[] = [];
  const fetch = async (
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(init.body as Uint8Array);
    forwarded.push({ url: input as string, init, body });
    return answer(forwarded.length, init.signal ?? null);
  };
  const harness = createHarness({ ...options, forwardPushes: { url, fetch } });
  const failures = (): unknown[] =>
    harness.log.flatMap(({ event, details }) => (event === 'forward_failed' ? [details] : []));
  return { ...harness, forwarded, failures };
}

export const success = (): Response => new Response('success');
