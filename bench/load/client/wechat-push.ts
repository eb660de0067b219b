/** The push that WeChat sends when a follower scans, written with as little work as possible. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { account } from '../account.js';

const key = Buffer.from(`${account.encodingAesKey}=`, 'base64');
const paddingBlock = 32;

export interface WrittenPush {
  /** With its `?`. */
  readonly query: string;
  readonly body: string;
}

let pushes = 0;

/** Encrypted and signed, as in safe mode (docs/wechat.md#message-encryption). */
export function writeScanPush(scene: string, openid: string): WrittenPush {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = String(100_000_000 + (pushes++ % 900_000_000));
  const encrypted = encrypt(
    `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName>` +
      `<FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>${timestamp}</CreateTime>` +
      `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[SCAN]]></Event>` +
      `<EventKey><![CDATA[${scene}]]></EventKey><Ticket><![CDATA[gQ]]></Ticket></xml>`,
  );
  const query = new URLSearchParams({
    signature: sign(account.token, timestamp, nonce),
    ...{ timestamp, nonce, openid, encrypt_type: 'aes' },
    msg_signature: sign(account.token, timestamp, nonce, encrypted),
  });
  return {
    query: `?${query.toString()}`,
    body: `<xml>\n    <ToUserName><![CDATA[${account.originalId}]]></ToUserName>\n    <Encrypt><![CDATA[${encrypted}]]></Encrypt>\n</xml>\n`,
  };
}

const sign = (...parts: string[]): string =>
  createHash('sha1').update(parts.sort().join('')).digest('hex');

function encrypt(message: string): string {
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(account.appId)]);
  const padding = paddingBlock - (plain.length % paddingBlock);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
