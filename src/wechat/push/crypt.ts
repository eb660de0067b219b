/**
 * The encryption of pushes and replies: AES-256-CBC over 16 random bytes, the length, the message
 * and the appid, padded to blocks of 32 bytes (docs/wechat.md#message-encryption). Written on WebCrypto so that
 * it runs wherever a fetch handler does.
 */
import { fromBase64, toBase64 } from './base64.js';
import { WechatConfigurationError } from '../configuration.js';

export interface Crypt {
  /** Encrypts one message; base64. */
  encrypt(message: string): Promise<string>;
  /**
   * Decrypts one `Encrypt` text. It proves nothing about the sender: compare `msg_signature` first.
   * @throws CryptError whatever is wrong with it
   */
  decrypt(encrypted: string): Promise<string>;
}

/** Could not be decrypted. One message for every reason: a difference is what padding oracles read. */
export class CryptError extends Error {
  constructor() {
    super('This cannot be decrypted with this key for this account.');
    this.name = 'CryptError';
  }
}

export interface CryptOptions {
  /** 43 letters and digits, as the platform's settings page shows it. */
  readonly encodingAesKey: string;
  /** Stands behind every message; another account's message is refused by it. */
  readonly appId: string;
  /** For tests: the 16 bytes in front of each message. Default: the platform's generator. */
  readonly randomBytes?: (length: number) => Uint8Array;
}

const paddingBlock = 32;
const prefixLength = 16;
const headLength = prefixLength + 4;
/** Of `Encrypt`, in characters: four times the longest push that anybody has seen. */
const maxEncryptedLength = 65_536;

/**
 * The 32 bytes of an EncodingAESKey. 43 characters carry 258 bits: the two spare bits of the last
 * are often set and mean nothing, so this is looser than our base64 elsewhere.
 * @throws WechatConfigurationError
 */
export function readEncodingAesKey(encodingAesKey: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new WechatConfigurationError(
      'encodingAesKey',
      `The EncodingAESKey must be 43 letters and digits, without spaces or "="; this one has ` +
        `${encodingAesKey.length} characters or a sign among them. Copy it again from the message ` +
        `push settings of the official account.`,
    );
  }
  return Uint8Array.from(atob(`${encodingAesKey}=`), (char) => char.charCodeAt(0));
}

/** @throws WechatConfigurationError if the key or the appid is misshapen */
export async function createCrypt(options: CryptOptions): Promise<Crypt> {
  const { appId, randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length)) } =
    options;
  const keyBytes = readEncodingAesKey(options.encodingAesKey);
  if (!/^[!-~]{1,64}$/.test(appId)) {
    throw new WechatConfigurationError(
      'appId',
      'The AppID is missing or misshapen: it looks like "wx" and 16 hex digits.',
    );
  }
  const appIdBytes = new TextEncoder().encode(appId);
  const iv = keyBytes.slice(0, 16);
  const key = await crypto.subtle.importKey('raw', keyBytes, 'AES-CBC', false, [
    'encrypt',
    'decrypt',
  ]);

  async function encryptBlocks(plain: Uint8Array<ArrayBuffer>, startIv: Uint8Array<ArrayBuffer>) {
    return new Uint8Array(
      await crypto.subtle.encrypt({ name: 'AES-CBC', iv: startIv }, key, plain),
    );
  }

  async function decryptBlocks(cipher: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    // WebCrypto strips the padding itself and refuses more than 16 bytes of it, which half of all
    // messages have. One more block, a full block of padding chained to the last, satisfies it and
    // leaves ours in place (W3C Web Cryptography, section 27.7 "AES-CBC").
    const extra = await encryptBlocks(new Uint8Array(0), cipher.slice(-16));
    const extended = new Uint8Array(cipher.length + extra.length);
    extended.set(cipher);
    extended.set(extra, cipher.length);
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, extended));
  }

  return {
    async encrypt(message) {
      const messageBytes = new TextEncoder().encode(message);
      const length = headLength + messageBytes.length + appIdBytes.length;
      const padding = paddingBlock - (length % paddingBlock);
      const plain = new Uint8Array(length + padding).fill(padding, length);
      plain.set(randomBytes(prefixLength).subarray(0, prefixLength));
      new DataView(plain.buffer).setUint32(prefixLength, messageBytes.length);
      plain.set(messageBytes, headLength);
      plain.set(appIdBytes, headLength + messageBytes.length);
      // What WebCrypto has padded on its own account is one block too many.
      return toBase64((await encryptBlocks(plain, iv)).subarray(0, -16));
    },

    async decrypt(encrypted) {
      if (encrypted.length > maxEncryptedLength) throw new CryptError();
      const cipher = fromBase64(encrypted);
      if (!cipher || cipher.length === 0 || cipher.length % paddingBlock !== 0) {
        throw new CryptError();
      }
      return open(await decryptBlocks(cipher), appIdBytes);
    },
  };
}

/** Padding, length and appid of a decrypted buffer, and the message between them. */
function open(plain: Uint8Array, appId: Uint8Array): string {
  const padding = plain.at(-1) ?? 0;
  const end = plain.length - padding;
  if (padding < 1 || padding > paddingBlock) throw new CryptError();
  if (!plain.subarray(end).every((byte) => byte === padding)) throw new CryptError();
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(prefixLength);
  // Not "at most": what stands between message and appid, or behind it, belongs to nobody.
  if (length !== end - headLength - appId.length) throw new CryptError();
  const tail = plain.subarray(headLength + length, end);
  if (!tail.every((byte, index) => byte === appId[index])) throw new CryptError();
  try {
    // ignoreBOM keeps a leading U+FEFF: what goes in comes out.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      plain.subarray(headLength, headLength + length),
    );
  } catch {
    throw new CryptError();
  }
}
