/**
 * Names that the samples of docs/backend.md use without declaring them: the official account's keys,
 * and an application's users and mail.
 */
import type { HostAccount, WechatOptions } from 'wechat-mp-login/server';

export const wechat: WechatOptions = {
  appId: process.env['WECHAT_APP_ID'] ?? '',
  appSecret: process.env['WECHAT_APP_SECRET'] ?? '',
  token: process.env['WECHAT_TOKEN'] ?? '',
  encodingAesKey: process.env['WECHAT_AES_KEY'] ?? '',
};

export const newsWechat: WechatOptions = { ...wechat, appId: 'wxfedcba9876543210' };

const lan: HostAccount = { id: '1', name: 'Lan' };

export function usersByPassword(name: string, password: string): Promise<HostAccount[]> {
  return Promise.resolve(name === 'lan@example.com' && password === 'tea' ? [lan] : []);
}

export function usersByVerifiedEmail(email: string): Promise<HostAccount[]> {
  return Promise.resolve(email === 'lan@example.com' ? [lan] : []);
}

export const sentMail: string[] = [];

export function sendMail(address: string, text: string): Promise<void> {
  sentMail.push(`${address}: ${text}`);
  return Promise.resolve();
}
