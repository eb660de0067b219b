/** The codes that the account has had made, found again by what a phone reads or by their ticket. */
import type { Random } from '../random.js';
import { encodeTicket } from './ticket.js';

export interface Code {
  /** The `EventKey` of a scan, bare. */
  readonly scene: string;
  readonly url: string;
  readonly ticket: string;
  readonly createdAtMs: number;
  /** 0 for a permanent code. */
  readonly expireSeconds: number;
}

export interface Codes {
  create(scene: string, expireSeconds: number): Code;
  /** A permanent code of that scene, if there is one: asking again brings the same. */
  permanent(scene: string): Code | undefined;
  byTicket(ticket: string): Code | undefined;
  byUrl(url: string): Code | undefined;
  isExpired(code: Code): boolean;
}

/** Of temporary codes; the oldest are forgotten, and a phone then knows nothing of them. */
const maxTemporary = 10_000;

export function createCodes(random: Random, now: () => number): Codes {
  const byUrl = new Map<string, Code>();
  const byTicket = new Map<string, Code>();
  const permanents = new Map<string, Code>();
  const temporaries = new Set<Code>();

  function forgetOldest(): void {
    const [oldest] = temporaries;
    if (!oldest) return;
    temporaries.delete(oldest);
    byUrl.delete(oldest.url);
    byTicket.delete(oldest.ticket);
  }

  return {
    create(scene, expireSeconds) {
      const createdAtMs = now();
      const url = `http://weixin.qq.com/q/02${random.base64url(20)}`;
      const createdAtS = Math.floor(createdAtMs / 1000);
      const ticket = encodeTicket({ url, createdAtS, expireSeconds });
      const code: Code = { scene, url, ticket, createdAtMs, expireSeconds };
      byUrl.set(url, code);
      byTicket.set(ticket, code);
      if (expireSeconds === 0) {
        permanents.set(scene, code);
      } else {
        temporaries.add(code);
        if (temporaries.size > maxTemporary) forgetOldest();
      }
      return code;
    },
    permanent: (scene) => permanents.get(scene),
    byTicket: (ticket) => byTicket.get(ticket),
    byUrl: (url) => byUrl.get(url),
    isExpired: ({ createdAtMs, expireSeconds }) =>
      expireSeconds > 0 && now() >= createdAtMs + expireSeconds * 1000,
  };
}
