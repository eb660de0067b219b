/**
 * The envelope of a push: who signed it, when, and what is inside. A callback address is no secret,
 * so nothing is believed before this has opened it.
 */
import { WechatConfigurationError } from '../configuration.js';
import { CryptError, type Crypt } from './crypt.js';
import { equalConstantTime, signatureOf } from './signature.js';
import { readFlatXml, writeFlatXml, writeXmlField, XmlError } from './xml.js';

/**
 * How the platform is set to send. `safe`: encrypted. `compatible`: encrypted, with the plain fields
 * beside it, which are ignored here. `plain`: neither encrypted nor protected: the signature does
 * not cover the body, so whoever has seen one callback's query can send any message for as long as
 * its timestamp counts.
 */
export type PushMode = 'safe' | 'compatible' | 'plain';

/** What was wrong, for a log. Never for the sender. */
export type EnvelopeReason = 'query' | 'clock' | 'signature' | 'unencrypted' | 'body' | 'decrypt';

/** Not to be believed. One message for all; `reason` helps whoever sets the account up. */
export class EnvelopeError extends Error {
  readonly reason: EnvelopeReason;

  constructor(reason: EnvelopeReason) {
    super('This is not a push of WeChat for this account.');
    this.name = 'EnvelopeError';
    this.reason = reason;
  }
}

const timestampPattern = /^\d{1,10}$/;
const noncePattern = /^[A-Za-z0-9_-]{1,64}$/;
/** 19 digits at present. Narrow, because the signature does not cover it and it is sent back. */
const echostrPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** The one value of that name; '' where it is missing or there is a second. */
function single(query: URLSearchParams, name: string): string {
  const [value = '', ...more] = query.getAll(name);
  return more.length === 0 ? value : '';
}

export interface OpenOptions {
  /** Of the POST: `signature timestamp nonce`, and `encrypt_type msg_signature` if encrypted. */
  readonly query: URLSearchParams;
  readonly body: string;
  readonly token: string;
  /** Needed in safe and compatible mode. */
  readonly crypt?: Crypt | undefined;
  readonly mode: PushMode;
  /** Seconds since 1970. */
  readonly nowS: number;
  /** How far WeChat's clock and ours may be apart, in seconds. Default 300. */
  readonly toleranceS?: number;
}

/**
 * Verifies a push and gives its inner XML. Whatever says that it is encrypted is opened as that;
 * what is not is let in by mode `plain` alone. `openid` in the query is signed by nobody and not
 * read.
 * @throws EnvelopeError
 * @throws WechatConfigurationError if the token is empty, or `crypt` missing where the mode needs it
 */
export async function openEnvelope(
  options: OpenOptions,
): Promise<{ xml: string; encrypted: boolean }> {
  const { query, body, token, crypt, mode, nowS, toleranceS = 300 } = options;
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
  if (Math.abs(nowS - Number(timestamp)) > toleranceS) throw new EnvelopeError('clock');
  const expected = await signatureOf(token, timestamp, nonce);
  if (!equalConstantTime(expected, single(query, 'signature'))) {
    throw new EnvelopeError('signature');
  }

  const encryptType = single(query, 'encrypt_type');
  if (encryptType === 'aes' && crypt) {
    const encrypted = outer(body).get('Encrypt') ?? '';
    // Before decrypting: who cannot sign learns nothing about what the key makes of his bytes.
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

function outer(body: string): ReadonlyMap<string, string> {
  try {
    return readFlatXml(body);
  } catch (error) {
    throw error instanceof XmlError ? new EnvelopeError('body') : error;
  }
}

async function decrypt(crypt: Crypt, encrypted: string): Promise<string> {
  try {
    return await crypt.decrypt(encrypted);
  } catch (error) {
    throw error instanceof CryptError ? new EnvelopeError('decrypt') : error;
  }
}

function missingCrypt(): WechatConfigurationError {
  return new WechatConfigurationError(
    'crypt',
    'Safe and compatible mode need the EncodingAESKey; mode "plain" does not, and protects nothing.',
  );
}

/** With an empty one everybody can sign. */
function refuseEmptyToken(token: string): void {
  if (token === '') {
    throw new WechatConfigurationError(
      'token',
      'The Token is empty; it is the one set beside the callback address of the account.',
    );
  }
}

/**
 * The echostr to answer to the GET by which the platform checks the address, or undefined where its
 * signature is wrong. To be sent as text/plain with nosniff.
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

/** What signs an envelope that we close. */
export interface EncryptReplyOptions {
  readonly token: string;
  readonly crypt: Crypt;
  readonly timestampS: number;
  /** 1 to 64 letters and digits. */
  readonly nonce: string;
}

/** Encrypts a passive reply: how an encrypted push is to be answered. */
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
 * Opens an encrypted passive reply: what the platform does with it, for the simulator.
 * @throws EnvelopeError
 */
export async function decryptReply(
  body: string,
  { token, crypt }: { readonly token: string; readonly crypt: Crypt },
): Promise<string> {
  const fields = outer(body);
  const field = (name: string): string => fields.get(name) ?? '';
  const encrypted = field('Encrypt');
  const expected = await signatureOf(token, field('TimeStamp'), field('Nonce'), encrypted);
  if (!equalConstantTime(expected, field('MsgSignature'))) throw new EnvelopeError('signature');
  return decrypt(crypt, encrypted);
}

export interface SignPushOptions extends Omit<EncryptReplyOptions, 'crypt'> {
  /** Needed in safe and compatible mode. */
  readonly crypt?: Crypt | undefined;
  readonly mode: PushMode;
}

/**
 * The query and the body with which the platform posts a message, for the simulator.
 * @throws WechatConfigurationError if `crypt` is missing where the mode needs it
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
  if (mode === 'compatible') {
    return { query, body: xml.replace(/<\/xml>\s*$/, () => `${encryptField}\n</xml>`) };
  }
  const toField = writeXmlField(['ToUserName', fields.get('ToUserName') ?? '']);
  return { query, body: `<xml>\n    ${toField}\n    ${encryptField}\n</xml>\n` };
}
