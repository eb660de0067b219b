/** SHA-256, in servers. Pages have `s256` of protocol/chain.ts, which returns the same. */
import { base64url } from '../../../protocol/chain.js';
import { platformCrypto, utf8 } from '../../../wechat/io/crypto/platform-crypto.js';

/** The SHA-256 of a text in base64url. */
export async function s256(text: string): Promise<string> {
  return base64url(await platformCrypto().hash('SHA-256', utf8(text)));
}
