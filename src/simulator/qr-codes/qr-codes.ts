/** The QR codes that the account has created. They are found by their URL or their ticket. */
import type { Random } from '../random.js';
import { encodeTicket } from './ticket.js';

export interface QrCode {
  readonly scene: string;
  readonly url: string;
  readonly ticket: string;
  readonly createdAtMs: number;
  /** 0 for a permanent QR code. */
  readonly expireSeconds: number;
}

export interface QrCodes {
  create(scene: string, expireSeconds: number): QrCode;
  /** The permanent QR code of this scene, if there is one: each scene has only one. */
  permanent(scene: string): QrCode | undefined;
  byTicket(ticket: string): QrCode | undefined;
  byUrl(url: string): QrCode | undefined;
  isExpired(qrCode: QrCode): boolean;
}

/** Beyond this number, the oldest are forgotten and count as unknown. */
const maxTemporary = 10_000;

export function createQrCodes(random: Random, now: () => number): QrCodes {
  const byUrl = new Map<string, QrCode>();
  const byTicket = new Map<string, QrCode>();
  const permanentByScene = new Map<string, QrCode>();
  const temporary = new Set<QrCode>();

  function forgetOldest(): void {
    const [oldest] = temporary;
    if (!oldest) return;
    temporary.delete(oldest);
    byUrl.delete(oldest.url);
    byTicket.delete(oldest.ticket);
  }

  return {
    create(scene, expireSeconds) {
      const createdAtMs = now();
      const url = `http://weixin.qq.com/q/02${random.base64url(20)}`;
      const createdAtS = Math.floor(createdAtMs / 1000);
      const ticket = encodeTicket({ url, createdAtS, expireSeconds });
      const qrCode: QrCode = { scene, url, ticket, createdAtMs, expireSeconds };
      byUrl.set(url, qrCode);
      byTicket.set(ticket, qrCode);
      if (expireSeconds === 0) {
        permanentByScene.set(scene, qrCode);
      } else {
        temporary.add(qrCode);
        if (temporary.size > maxTemporary) forgetOldest();
      }
      return qrCode;
    },
    permanent: (scene) => permanentByScene.get(scene),
    byTicket: (ticket) => byTicket.get(ticket),
    byUrl: (url) => byUrl.get(url),
    isExpired: ({ createdAtMs, expireSeconds }) =>
      expireSeconds > 0 && now() >= createdAtMs + expireSeconds * 1000,
  };
}
