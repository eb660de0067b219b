/** `wechat-mp-login/backends/casdoor`: signs people in at a Casdoor (https://casdoor.org). */
export { casdoorBackend, type CasdoorOptions } from './casdoor-backend.js';
export type { Backend } from '../../client/backend.js';
