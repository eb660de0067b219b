/** The simulated official accounts of the demo, and the people who follow them. */
import { createSimulator } from 'wechat-mp-login/simulator';
import type { Deliver, Simulator } from 'wechat-mp-login/simulator';
import type { ServedAccountOptions } from 'wechat-mp-login/server';
import { shopName } from './html/texts.js';

export interface Simulators {
  /** Absent if the demo uses the real WeChat. */
  readonly simulator: Simulator | undefined;
  /** The second official account, if there is one. */
  readonly news: Simulator | undefined;
}

/** Ends the callback URL of the second account. */
export const newsKey = 'news';
const newsName = '山岚来信';
const avatar = '/avatar.svg';

const people = [
  { name: '林溪', avatar: '🦊' },
  { name: '陈屿', avatar: '🐳', follows: true },
  { name: 'Mei Tan', avatar: '🌻' },
  { name: '何欣', avatar: '🐢' },
  { name: 'Noor Aziz', avatar: '🦉' },
];

/** @param deliver takes WeChat's pushes; the process may not reach its own public address */
export function createShopSimulator(deliver: Deliver): Simulator {
  // Openids depend on the app id. It must survive a restart, because the accounts do.
  const account = { appId: 'wx7c1f4d0e9a52b836', name: shopName['zh-Hans'], avatar };
  return createSimulator({ deliver, account, people });
}

/** A subscription account: WeChat makes no QR codes for it that tell one visitor from another. */
export function createNewsSimulator(deliver: Deliver): Simulator {
  const account = { appId: 'wx2e8b6a913d07f54c', name: newsName, kind: 'subscription' } as const;
  // Nobody follows it yet.
  const strangers = people.map(({ name, avatar: emoji }) => ({ name, avatar: emoji }));
  return createSimulator({ deliver, account: { ...account, avatar }, people: strangers });
}

/** How the backend serves it: by message. */
export function newsAccount(news: Simulator): ServedAccountOptions {
  const { name, kind, qrCodeUrl: qrCode } = news.account;
  const wechat = news.wechatOptions();
  return { key: newsKey, name, kind, avatar, qrCode, methods: ['message'], wechat };
}
