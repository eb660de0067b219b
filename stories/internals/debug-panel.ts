/** The class alone: `wechat-mp-login/debug` would put a panel into the corner of every story. */
export { WechatMpDebug } from '../../src/debug/wechat-mp-debug.js';
