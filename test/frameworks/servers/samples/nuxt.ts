import { fromNodeMiddleware } from 'h3';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from './login.js';

export default fromNodeMiddleware(toNodeListener(login));
