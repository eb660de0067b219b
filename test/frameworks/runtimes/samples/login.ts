/** The backend that the samples mount; its keys and the address of the simulator come from outside. */
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createWechatMpLogin, type WechatMpLogin } from 'wechat-mp-login/server';

export function createLogin(env: Readonly<Record<string, string | undefined>>): WechatMpLogin {
  return createWechatMpLogin({
    publicUrl: 'http://localhost:3000/wechat-login',
    wechat: {
      appId: env.WECHAT_APP_ID ?? '',
      appSecret: env.WECHAT_APP_SECRET ?? '',
      token: env.WECHAT_TOKEN ?? '',
      encodingAesKey: env.WECHAT_AES_KEY ?? '',
      apiBaseUrl: env.WECHAT_API_URL ?? '',
    },
    officialAccount: { name: 'Mountain Shop' },
    newAccounts: 'create',
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: false }),
  });
}
