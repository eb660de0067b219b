import { betterAuth } from 'better-auth';
import { wechatMp } from 'wechat-mp-login/better-auth';
import { database, origin, wechat } from './application.js';

export const auth = betterAuth({
  baseURL: origin, // such as https://example.com
  database,
  emailAndPassword: { enabled: true },
  plugins: [wechatMp({ wechat, officialAccount: { name: 'Mountain Shop' } })],
});
