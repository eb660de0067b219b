/** Signs and encrypts replies and pushes, and opens replies. */
import type { Crypt } from './crypt.js';
import {
  decrypt,
  EnvelopeError,
  missingCrypt,
  readOuterXml,
  type PushMode,
} from './verify-push.js';
import { equalConstantTime, signatureOf } from './signature.js';
import { readFlatXml, writeFlatXml, writeXmlField } from './xml.js';

/** The keys, the time and the nonce with which a reply is encrypted and signed. */
export interface EncryptReplyOptions {
  readonly token: string;
  readonly crypt: Crypt;
  readonly timestampS: number;
  /** 1 to 64 letters and digits. */
  readonly nonce: string;
}

/**
 * Encrypts and signs a passive reply. Answer encrypted pushes with it.
 * @example
 * ```ts
 * declare const crypt: Crypt;
 * declare const xml: string; // of textReply
 * const timestampS = Math.floor(Date.now() / 1000);
 * console.log(await encryptReply(xml, { token: 'AAAAA', crypt, timestampS, nonce: '415670741' }));
 * ```
 */
export async function encryptReply(xml: string, seal: EncryptReplyOptions): Promise<string> {
  const { token, crypt, timestampS, nonce } = seal;
  const encrypted = await crypt.encrypt(xml);
  return writeFlatXml([
    ['Encrypt', encrypted],
    ['MsgSignature', await signatureOf(token, String(timestampS), nonce, encrypted)],
    ['TimeStamp', timestampS],
    ['Nonce', nonce],
  ]);
}

/**
 * Verifies and decrypts a passive reply, as WeChat does. The simulator and tests use it.
 * @throws EnvelopeError if the reply cannot be trusted
 * @example
 * ```ts
 * declare const crypt: Crypt;
 * declare const body: string;
 * console.log(await decryptReply(body, { token: 'AAAAA', crypt }));
 * ```
 */
export async function decryptReply(
  body: string,
  { token, crypt }: { readonly token: string; readonly crypt: Crypt },
): Promise<string> {
  const fields = readOuterXml(body);
  const field = (name: string): string => fields.get(name) ?? '';
  const encrypted = field('Encrypt');
  const expected = await signatureOf(token, field('TimeStamp'), field('Nonce'), encrypted);
  if (!equalConstantTime(expected, field('MsgSignature'))) throw new EnvelopeError('signature');
  return decrypt(crypt, encrypted);
}

export interface SignPushOptions extends Omit<EncryptReplyOptions, 'crypt'> {
  /** Required in safe and compatible mode. */
  readonly crypt?: Crypt | undefined;
  readonly mode: PushMode;
}

/**
 * Signs a push, and encrypts it if the mode demands it, as WeChat does. Returns the query and the
 * body of the POST. The simulator and tests use it.
 * @throws WechatConfigurationError if the mode needs `crypt`
 * @example
 * ```ts
 * declare const xml: string; // of eventXml
 * const stamp = { timestampS: Math.floor(Date.now() / 1000), nonce: '415670741' };
 * const { query, body } = await signPush(xml, { token: 'AAAAA', mode: 'plain', ...stamp });
 * console.log(query.toString(), body);
 * ```
 */
export async function signPush(
  xml: string,
  { token, crypt, mode, timestampS, nonce }: SignPushOptions,
): Promise<{ query: URLSearchParams; body: string }> {
  const timestamp = String(timestampS);
  const fields = readFlatXml(xml);
  const query = new URLSearchParams({
    signature: await signatureOf(token, timestamp, nonce),
    timestamp,
    nonce,
    openid: fields.get('FromUserName') ?? '',
  });
  if (mode === 'plain') return { query, body: xml };

  if (!crypt) throw missingCrypt();
  const encrypted = await crypt.encrypt(xml);
  query.set('encrypt_type', 'aes');
  query.set('msg_signature', await signatureOf(token, timestamp, nonce, encrypted));
  const encryptField = writeXmlField(['Encrypt', encrypted]);
  const plainFields =
    mode === 'compatible'
      ? indent(xml.replace(/^<xml>\s*|\s*<\/xml>\s*$/g, ''))
      : writeXmlField(['ToUserName', fields.get('ToUserName') ?? '']);
  return { query, body: `<xml>\n    ${plainFields}\n    ${encryptField}\n</xml>\n` };
}

/** Indents the elements, but no line of a text (docs/wechat.md#message-format). */
function indent(elements: string): string {
  return elements.replace(
    /(<!\[CDATA\[[^]*?\]\]>)|\n\s*(?=<)/g,
    (_, text: string | undefined) => text ?? '\n    ',
  );
}
