/** WeChat, simulated, until there is an account: never in production. */
import { createServer } from 'node:http';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { createSimulator } from 'wechat-mp-login/simulator';

const { env } = process;
const siteUrl = env.SITE_URL ?? 'http://localhost:8080';
const simulator = createSimulator({
  account: {
    name: env.OFFICIAL_ACCOUNT_NAME,
    appId: env.WECHAT_APP_ID,
    appSecret: env.WECHAT_APP_SECRET,
    token: env.WECHAT_TOKEN,
    encodingAesKey: env.WECHAT_AES_KEY,
    // As on WeChat's platform, the pushes go to the site and reach whichever instance is free.
    callbackUrl: env.CALLBACK_URL,
  },
  origins: [siteUrl],
});
createServer(toNodeListener(simulator)).listen(Number(env.PORT ?? 3001));
