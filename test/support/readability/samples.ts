/** The QR codes whose readability is measured. */
import type { Code } from './page.js';

/** Addresses as WeChat issues them: 45 bytes, of which the last 20 differ. */
export const weChatUrls = [
  'http://weixin.qq.com/q/02Ks8vRkJ9fWm10000g07u',
  'http://weixin.qq.com/q/02XyZ1aBcQ9kLp10000w03',
  'http://weixin.qq.com/q/02h4Tq0DmNreE1yVsAxB18',
] as const;

/** The worst logo for a reader: half dark, half light. */
const halfDarkLogo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" width="64" height="64"><path d="M0 0h2v2z"/><path fill="#fff" d="M0 0v2h2z"/></svg>',
)}`;

const brandColors = { 'code-color': '#0b3d91', 'code-background': '#f3f7ff' } as const;

/** What a page can do to a QR code, without its text and size. The logo has the largest size. */
export const dresses = {
  light: { maker: 'ours', theme: 'light' },
  dark: { maker: 'ours', theme: 'dark' },
  logo: { maker: 'ours', theme: 'light', logo: halfDarkLogo },
  brand: { maker: 'ours', theme: 'light', properties: brandColors },
  'brand, logo, dark': {
    maker: 'ours',
    theme: 'dark',
    logo: halfDarkLogo,
    properties: brandColors,
  },
  plain: { maker: 'plain', theme: 'light' },
} as const satisfies Readonly<Record<string, Omit<Code, 'text' | 'sizePx'>>>;

export type Dress = keyof typeof dresses;
