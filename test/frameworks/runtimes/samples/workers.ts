import type { WechatMpLogin } from 'wechat-mp-login/server';
import { createLogin } from './login.js';

let login: WechatMpLogin | undefined;

export default {
  fetch(request: Request, env: Record<string, string>) {
    login ??= createLogin(env);
    return login.fetch(request, { address: request.headers.get('CF-Connecting-IP') ?? '' });
  },
};
