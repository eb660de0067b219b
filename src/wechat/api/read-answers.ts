/** Reads the answers about QR codes and users (docs/wechat.md#qr-codes, #users). */
import { badResponse, type JsonObject } from './http.js';

export const maxExpireSeconds = 2_592_000;

export function readQrCode(answer: JsonObject): {
  url: string;
  ticket: string;
  expireSeconds: number;
} {
  const { url, ticket, expire_seconds: expireSeconds } = answer;
  // At present http://weixin.qq.com/q/…. The URL is drawn but never opened, so any host is safe.
  if (typeof url !== 'string' || !/^https?:\/\/[!-~]{1,504}$/i.test(url) || !URL.canParse(url)) {
    throw badResponse('a QR code without a url');
  }
  if (typeof ticket !== 'string' || !/^[!-~]{1,512}$/.test(ticket)) {
    throw badResponse('a QR code without a ticket');
  }
  if (
    typeof expireSeconds !== 'number' ||
    !(expireSeconds >= 1 && expireSeconds <= maxExpireSeconds)
  ) {
    throw badResponse('a QR code without expire_seconds');
  }
  return { url, ticket, expireSeconds };
}

export function readUser(answer: JsonObject): { subscribed: boolean; unionid?: string } {
  const { subscribe, unionid } = answer;
  if (subscribe !== 0 && subscribe !== 1) throw badResponse('a user without "subscribe"');
  const subscribed = subscribe === 1;
  if (unionid === undefined || unionid === '') return { subscribed };
  if (typeof unionid !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(unionid)) {
    throw badResponse('a malformed unionid');
  }
  return { subscribed, unionid };
}
