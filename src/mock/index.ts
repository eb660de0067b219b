/** `wechat-mp-login/mock`: a backend that plays a script, for pages without a server. */
export { mockBackend, type MockOptions } from './mock-backend.js';
export { MockScriptError, type MockWord } from './script.js';
export type { Backend } from '../client/backend.js';
