/**
 * Verifies and opens the envelope of a push, that is, its signature and encryption. The callback URL is
 * not a secret, so nothing in a push may be trusted before `openEnvelope` has opened it.
 */
import { WechatConfigurationError } from '../configuration.js';
import { CryptError, type Crypt } from './crypt.js';
import { equalConstantTime, signatureOf } from './signature.js';
import { readFlatXml, withoutProlog, XmlError } from './xml.js';

/**
 * How WeChat sends pushes. `safe`: encrypted. `compatible`: encrypted, with plain fields in addition,
 * which are ignored. `plain`: neither encrypted nor protected. In plain mode the signature does not
 * cover the body: anyone who has seen the query of one callback can send any message while its
 * timestamp is valid (docs/wechat.md#signatures).
 */
export type PushMode = 'safe' | 'compatible' | 'plain';

/** What is wrong with an envelope, for a log; never for the sender. */
export type EnvelopeReason = 'query' | 'clock' | 'signature' | 'unencrypted' | 'body' | 'decrypt';

/** The envelope cannot be trusted. The message never says why; `reason` helps to set up the account. */
export class EnvelopeError extends Error {
  readonly reason: EnvelopeReason;

  constructor(reason: EnvelopeReason) {
    super('The request is not a push of WeChat for this account.');
    this.name = 'EnvelopeError';
    this.reason = reason;
  }
}

const timestampPattern = /^\d{1,10}$/;
const noncePattern = /^[A-Za-z0-9_-]{1,64}$/;
/** 19 digits at present. Strict, because it is sent back and the signature does not cover it. */
const echostrPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** Returns the only value of that name; '' if there is none, or more than one. */
function single(query: URLSearchParams, name: string): string {
  const [value = '', ...more] = query.getAll(name);
  return more.length === 0 ? value : '';
}

/** How much WeChat's clock and this server's may differ, in seconds. */
export const clockToleranceS = 300;

export interface OpenEnvelopeOptions {
  /** The query of the POST: `signature timestamp nonce`, and for encrypted pushes also `encrypt_type msg_signature`. */
  readonly query: URLSearchParams;
  readonly body: string;
  /** The Token that is set beside the callback URL. */
  readonly token: string;
  /** Required in safe and compatible mode. */
  readonly crypt?: Crypt | undefined;
  readonly mode: PushMode;
  /** Seconds since 1970. */
  readonly nowS: number;
  /**
   * How much WeChat's clock and this server's may differ, in seconds. Default: 300. It is checked with
   * `timestamp`, which anyone who has captured a push can swap with a nonce of digits. Check
   * `CreateTime` as well before you act on an encrypted push.
   */
  readonly toleranceS?: number;
}

/**
 * Verifies a push and returns its inner XML. A push that says it is encrypted is decrypted in every
 * mode; one that is not is accepted in mode `plain` only. The `openid` in the query is ignored,
 * because no signature covers it.
 * @throws EnvelopeError if the push cannot be trusted
 * @throws WechatConfigurationError if the token is empty, or the mode needs `crypt`
 * @example
 * ```ts
 * declare const request: Request;
 * const crypt = await createCrypt({ encodingAesKey: 'A'.repeat(43), appId: 'wxba5fad812f8e6fb9' });
 * const query = new URL(request.url).searchParams;
 * const options = { query, body: await request.text(), token: 'AAAAA', crypt, mode: 'safe' } as const;
 * const { xml } = await openEnvelope({ ...options, nowS: Math.floor(Date.now() / 1000) });
 * console.log(parsePush(xml).type);
 * ```
 */
export async function openEnvelope(
  options: OpenEnvelopeOptions,
): Promise<{ xml: string; encrypted: boolean }> {
  const { query, body, token, crypt, mode, nowS, toleranceS = clockToleranceS } = options;
  if (mode !== 'plain' && !crypt) throw missingCrypt();
  refuseEmptyToken(token);
  const timestamp = single(query, 'timestamp');
  const nonce = single(query, 'nonce');
  if (!timestampPattern.test(timestamp) || !noncePattern.test(nonce)) {
    throw new EnvelopeError('query');
  }
  for (const name of ['encrypt_type', 'msg_signature', 'openid']) {
    if (query.getAll(name).length > 1) throw new EnvelopeError('query');
  }
  const expected = await signatureOf(token, timestamp, nonce);
  if (!equalConstantTime(expected, single(query, 'signature'))) {
    throw new EnvelopeError('signature');
  }
  // After the signature, so that the reason in the log is about WeChat's clock and not a stranger's.
  if (Math.abs(nowS - Number(timestamp)) > toleranceS) throw new EnvelopeError('clock');

  const encryptType = single(query, 'encrypt_type');
  if (encryptType === 'aes' && crypt) {
    const encrypted = readOuterXml(withoutProlog(body)).get('Encrypt') ?? '';
    // Compare before decrypting: anyone who cannot sign must learn nothing about decryption.
    const expectedMessage = await signatureOf(token, timestamp, nonce, encrypted);
    if (!equalConstantTime(expectedMessage, single(query, 'msg_signature'))) {
      throw new EnvelopeError('signature');
    }
    return { xml: await decrypt(crypt, encrypted), encrypted: true };
  }
  if (mode !== 'plain' || (encryptType !== '' && encryptType !== 'raw')) {
    throw new EnvelopeError('unencrypted');
  }
  return { xml: body, encrypted: false };
}

/** None of the fields of an envelope has white space at its ends; a layout may add some. */
export function readOuterXml(body: string): ReadonlyMap<string, string> {
  try {
    return new Map(Array.from(readFlatXml(body), ([name, value]) => [name, value.trim()]));
  } catch (error) {
    throw error instanceof XmlError ? new EnvelopeError('body') : error;
  }
}

export async function decrypt(crypt: Crypt, encrypted: string): Promise<string> {
  try {
    return await crypt.decrypt(encrypted);
  } catch (error) {
    throw error instanceof CryptError ? new EnvelopeError('decrypt') : error;
  }
}

export function missingCrypt(): WechatConfigurationError {
  return new WechatConfigurationError(
    'crypt',
    'Safe and compatible mode need the EncodingAESKey. Mode "plain" does not, but it protects nothing.',
  );
}

/** Anyone could sign with an empty Token. */
function refuseEmptyToken(token: string): void {
  if (token === '') {
    throw new WechatConfigurationError(
      'token',
      'The Token is empty. Copy it from the message push settings of the account.',
    );
  }
}

/**
 * Checks the request with which WeChat verifies the callback URL (docs/wechat.md#handshake). Resolves
 * to the echostr to answer with, or to undefined if the signature is wrong. Send it as `text/plain`
 * with `X-Content-Type-Options: nosniff`.
 * @throws WechatConfigurationError if the token is empty
 * @example
 * ```ts
 * declare const request: Request;
 * const query = new URL(request.url).searchParams;
 * const echostr = await verifyHandshake({ query, token: 'AAAAA' });
 * const response = new Response(echostr ?? '', { status: echostr === undefined ? 403 : 200 });
 * console.log(response.status);
 * ```
 */
export async function verifyHandshake({
  query,
  token,
}: {
  readonly query: URLSearchParams;
  readonly token: string;
}): Promise<string | undefined> {
  refuseEmptyToken(token);
  const timestamp = single(query, 'timestamp');
  const nonce = single(query, 'nonce');
  const echostr = single(query, 'echostr');
  const expected = await signatureOf(token, timestamp, nonce);
  return timestampPattern.test(timestamp) &&
    noncePattern.test(nonce) &&
    echostrPattern.test(echostr) &&
    equalConstantTime(expected, single(query, 'signature'))
    ? echostr
    : undefined;
}
