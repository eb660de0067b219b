/** The QR codes that the account has created. They are found by their URL or their ticket. */
import type { Random } from '../random.js';
import { encodeTicket } from '../../wechat/ticket.js';

/** A text, or a number if the QR code was created with `scene_id`. */
export type Scene = string | number;

export interface QrCode {
  readonly scene: Scene;
  readonly url: string;
  readonly ticket: string;
  readonly createdAtMs: number;
  /** 0 for a permanent QR code. */
  readonly expireSeconds: number;
}

export interface QrCodes {
  create(scene: Scene, expireSeconds: number): QrCode;
  /** The permanent QR code of this scene, if there is one: each scene has only one. */
  permanent(scene: Scene): QrCode | undefined;
  byTicket(ticket: string): QrCode | undefined;
  byUrl(url: string): QrCode | undefined;
  isExpired(qrCode: QrCode): boolean;
}

/** Beyond this number, the oldest are forgotten and count as unknown. */
const maxTemporary = 10_000;

export function createQrCodes(random: Random, now: () => number): QrCodes {
  const byUrl = new Map<string, QrCode>();
  const byTicket = new Map<string, QrCode>();
  const permanentByScene = new Map<Scene, QrCode>();
  const temporary = new Set<QrCode>();
  const accountPart = random.base64url(5);

  /** The layout of real addresses (docs/wechat.md#qr-codes). */
  function newUrl(isPermanent: boolean): string {
    const end = isPermanent ? `0000${random.base64url(4)}` : random.base64url(8);
    return `http://weixin.qq.com/q/02${random.base64url(6)}${accountPart}1${end}`;
  }

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
      const url = newUrl(expireSeconds === 0);
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
