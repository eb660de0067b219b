/** Encrypts a reply as the push was that it answers. */
import { encryptReply } from '../../../wechat/push/encrypt-reply.js';
import type { Environment } from '../../base/environment.js';
import type { TextReply } from '../call.js';
import type { OpenedPush } from './push-keys.js';

export const success: TextReply = { status: 200, text: 'success', type: 'text/plain' };

/** @param reply XML; `success` without it */
export async function sealReply(
  { now, randomToken }: Environment,
  { encrypted, keys: { token, crypt } }: OpenedPush,
  reply: string | undefined,
): Promise<TextReply> {
  if (reply === undefined) return success;
  if (!encrypted || !crypt) return { status: 200, text: reply, type: 'text/xml' };
  const timestampS = Math.floor(now() / 1000);
  const nonce = randomToken(12).replace(/[_-]/g, '0');
  const text = await encryptReply(reply, { token, crypt, timestampS, nonce });
  return { status: 200, text, type: 'text/xml' };
}
