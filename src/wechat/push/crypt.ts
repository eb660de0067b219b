/**
 * The encryption of pushes and replies (docs/wechat.md#message-encryption): AES-256-CBC over 16
 * random bytes, the length, the message and the AppID. The padding is PKCS#7 to blocks of 32 bytes
 * (https://www.rfc-editor.org/rfc/rfc2315#section-10.3). WeChat's description:
 * https://developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.md
 */
import { fromBase64, toBase64 } from '../io/base64.js';
import { platformCrypto, utf8 } from '../io/crypto/platform-crypto.js';
import { WechatConfigurationError } from '../configuration.js';

/** Encrypts and decrypts messages of one account. */
export interface Crypt {
  /** Encrypts one message. Resolves to base64. */
  encrypt(message: string): Promise<string>;
  /**
   * Decrypts one `Encrypt` text. Compare `msg_signature` first: decrypting proves no sender.
   * @throws CryptError for whatever reason
   */
  decrypt(encrypted: string): Promise<string>;
}

/** A text cannot be decrypted. All reasons look the same, so that there is no padding oracle. */
export class CryptError extends Error {
  constructor() {
    super('The text cannot be decrypted with the key of this account.');
    this.name = 'CryptError';
  }
}

export interface CryptOptions {
  /** 43 letters and digits, as WeChat's settings page shows them. */
  readonly encodingAesKey: string;
  /** Each message ends with it, so that messages of other accounts are refused. */
  readonly appId: string;
  /** For tests: the 16 bytes before each message. Default: `crypto.getRandomValues`. */
  readonly randomBytes?: (length: number) => Uint8Array;
}

const paddingBlock = 32;
const prefixLength = 16;
const headLength = prefixLength + 4;
/** The longest `Encrypt` text, in characters: four times the longest push that was ever seen. */
const maxEncryptedLength = 65_536;

/**
 * Returns the 32 bytes of an EncodingAESKey. 43 characters have 258 bits; the two spare bits are
 * often set and mean nothing, so they are ignored.
 * @throws WechatConfigurationError if it is not 43 letters and digits
 * @example
 * ```ts
 * const key = readEncodingAesKey('A'.repeat(43));
 * console.log(key.length); // 32
 * ```
 */
export function readEncodingAesKey(encodingAesKey: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new WechatConfigurationError(
      'encodingAesKey',
      `The EncodingAESKey must be 43 letters and digits, without spaces and "="; this one has ` +
        `${encodingAesKey.length} characters. Copy it again from the message push settings of the ` +
        `official account.`,
    );
  }
  return Uint8Array.from(atob(`${encodingAesKey}=`), (char) => char.charCodeAt(0));
}

/**
 * Creates the encryption for one account.
 * @throws WechatConfigurationError if the key or the AppID is malformed
 * @example
 * ```ts
 * const crypt = await createCrypt({ encodingAesKey: 'A'.repeat(43), appId: 'wxba5fad812f8e6fb9' });
 * const encrypted = await crypt.encrypt('<xml></xml>');
 * console.log(await crypt.decrypt(encrypted));
 * ```
 */
export function createCrypt(options: CryptOptions): Promise<Crypt> {
  return new Promise((resolve) => {
    resolve(cryptOf(options));
  });
}

function cryptOf(options: CryptOptions): Crypt {
  const { appId, randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length)) } =
    options;
  const keyBytes = readEncodingAesKey(options.encodingAesKey);
  if (!/^[!-~]{1,64}$/.test(appId)) {
    throw new WechatConfigurationError(
      'appId',
      'The AppID is missing or malformed. It is "wx" and 16 hexadecimal digits.',
    );
  }
  const appIdBytes = utf8(appId);
  const iv = keyBytes.slice(0, 16);

  return {
    async encrypt(message) {
      const messageBytes = utf8(message);
      const length = headLength + messageBytes.length + appIdBytes.length;
      const padding = paddingBlock - (length % paddingBlock);
      const plain = new Uint8Array(length + padding).fill(padding, length);
      plain.set(randomBytes(prefixLength).subarray(0, prefixLength));
      new DataView(plain.buffer).setUint32(prefixLength, messageBytes.length);
      plain.set(messageBytes, headLength);
      plain.set(appIdBytes, headLength + messageBytes.length);
      return toBase64(await platformCrypto().cbcEncrypt(keyBytes, iv, plain));
    },

    async decrypt(encrypted) {
      if (encrypted.length > maxEncryptedLength) throw new CryptError();
      const cipher = fromBase64(encrypted);
      if (!cipher || cipher.length === 0 || cipher.length % paddingBlock !== 0) {
        throw new CryptError();
      }
      return unpack(await platformCrypto().cbcDecrypt(keyBytes, iv, cipher), appIdBytes);
    },
  };
}

/** Checks padding, length and AppID of a decrypted buffer, and returns the message. */
function unpack(plain: Uint8Array, appId: Uint8Array): string {
  const padding = plain.at(-1) ?? 0;
  const end = plain.length - padding;
  if (padding < 1 || padding > paddingBlock) throw new CryptError();
  if (!plain.subarray(end).every((byte) => byte === padding)) throw new CryptError();
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(prefixLength);
  // Exactly: nothing may stand between the message and the AppID, or after the AppID.
  if (length !== end - headLength - appId.length) throw new CryptError();
  const tail = plain.subarray(headLength + length, end);
  if (!tail.every((byte, index) => byte === appId[index])) throw new CryptError();
  try {
    // ignoreBOM keeps a leading U+FEFF as part of the message.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      plain.subarray(headLength, headLength + length),
    );
  } catch {
    throw new CryptError();
  }
}
