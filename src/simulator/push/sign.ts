/** Signs pushes and handshakes, and signs a repeated push again. */
import {
  readFlatXml,
  signatureOf,
  signPush,
  type Crypt,
  type PushMode,
} from '../../wechat/index.js';
import type { Platform } from '../platform.js';

export interface SignedPush {
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Encrypts the push as the mode wants it, and signs it with a new timestamp and nonce. */
export function sign(
  platform: Platform,
  { crypt, mode }: { readonly crypt: Crypt | undefined; readonly mode: PushMode },
  xml: string,
): Promise<SignedPush> {
  return signPush(xml, { token: platform.account.token, crypt, mode, ...newStamp(platform) });
}

/** Signs the same body with another timestamp and nonce. */
export async function signAgain(
  platform: Platform,
  { query, body }: SignedPush,
): Promise<SignedPush> {
  const { timestampS, nonce } = newStamp(platform);
  const timestamp = String(timestampS);
  const parts = [platform.account.token, timestamp, nonce];
  const next = new URLSearchParams(query);
  next.set('timestamp', timestamp);
  next.set('nonce', nonce);
  next.set('signature', await signatureOf(...parts));
  if (next.has('msg_signature')) {
    const encrypted = readFlatXml(body).get('Encrypt') ?? '';
    next.set('msg_signature', await signatureOf(...parts, encrypted));
  }
  return { query: next, body };
}

/** The query of the request that asks for the echostr (docs/wechat.md#handshake). */
export async function handshakeQuery(platform: Platform): Promise<URLSearchParams> {
  const { timestampS, nonce } = newStamp(platform);
  const timestamp = String(timestampS);
  const signature = await signatureOf(platform.account.token, timestamp, nonce);
  const echostr = platform.random.digits(19);
  return new URLSearchParams({ signature, echostr, timestamp, nonce });
}

function newStamp({ now, random }: Platform): { timestampS: number; nonce: string } {
  return { timestampS: Math.floor(now() / 1000), nonce: random.digits(10) };
}
