/** `GET /wechat/{key}`: WeChat checks that this address belongs to us. */
import { verifyHandshake } from '../../../wechat/push/verify-push.js';
import type { Backend } from '../backend.js';
import type { Call, TextReply } from '../call.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { tokensOf } from './push-keys.js';
import { refusePush } from './refuse-push.js';

export async function verifyAddress(
  backend: Backend,
  official: ServedOfficialAccount,
  { query }: Pick<Call, 'query'>,
): Promise<TextReply> {
  for (const token of tokensOf(official.wechat)) {
    const echostr = await verifyHandshake({ query, token });
    if (echostr !== undefined) return { status: 200, text: echostr, type: 'text/plain' };
  }
  return refusePush(backend, 'handshake', official.named);
}
