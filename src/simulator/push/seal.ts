/** The query and body of a push, and the same body under a new signature for a repetition. */
import {
  readFlatXml,
  sealPush,
  signatureOf,
  type Crypt,
  type PushMode,
} from '../../wechat/index.js';
import type { Platform } from '../platform.js';

export interface Sealed {
  readonly query: URLSearchParams;
  readonly body: string;
}

export function seal(
  platform: Platform,
  { crypt, mode }: { readonly crypt: Crypt; readonly mode: PushMode },
  xml: string,
): Promise<Sealed> {
  return sealPush(xml, { token: platform.account.token, crypt, mode, ...freshStamp(platform) });
}

/** The same body, signed again with another timestamp and nonce. */
export async function signAnew(platform: Platform, { query, body }: Sealed): Promise<Sealed> {
  const { timestampS, nonce } = freshStamp(platform);
  const parts = [platform.account.token, String(timestampS), nonce] as const;
  const next = new URLSearchParams(query);
  next.set('timestamp', parts[1]);
  next.set('nonce', nonce);
  next.set('signature', await signatureOf(...parts));
  if (next.has('msg_signature')) {
    const encrypted = readFlatXml(body).get('Encrypt') ?? '';
    next.set('msg_signature', await signatureOf(...parts, encrypted));
  }
  return { query: next, body };
}

/** The query of the GET that asks for the echostr (docs/wechat.md#handshake). */
export async function handshake(platform: Platform): Promise<URLSearchParams> {
  const { timestampS, nonce } = freshStamp(platform);
  const timestamp = String(timestampS);
  const signature = await signatureOf(platform.account.token, timestamp, nonce);
  const echostr = platform.random.digits(19);
  return new URLSearchParams({ signature, echostr, timestamp, nonce });
}

function freshStamp({ now, random }: Platform): { timestampS: number; nonce: string } {
  return { timestampS: Math.floor(now() / 1000), nonce: random.digits(10) };
}
