/** Keys that come from a secret. */
import {
  platformCrypto,
  utf8,
  type Bytes,
  type Soon,
} from '../../../wechat/io/crypto/platform-crypto.js';

/** 32 bytes. Each purpose has a label of its own: the keys of two labels are unrelated. */
export function deriveKey(secret: string, label: string, salt = ''): Soon<Bytes> {
  return platformCrypto().hkdf(utf8(secret), utf8(salt), utf8(`wechat-mp-login ${label}`));
}
