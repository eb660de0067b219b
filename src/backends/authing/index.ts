/** `wechat-mp-login/backends/authing`: signs people in at Authing (https://www.authing.cn). */
export { authingBackend, type AuthingOptions } from './authing-backend.js';
export type { Backend } from '../../client/backend.js';
