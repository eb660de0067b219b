/** `wechat-mp-login/client`: a login without the elements, for pages that draw it themselves. */
export { WechatMpLoginError, type ErrorCode } from '../protocol/errors.js';
export type * from './backend.js';
export * from './doors/choose-doors.js';
export * from './doors/kept-attempt.js';
export * from './doors/where-is.js';
export { createHttpBackend, type HttpBackendOptions, type Transport } from './http/http-backend.js';
export { createIdentities, type Identities, type IdentitiesOptions } from './identities.js';
export { Login } from './login.js';
export { browserPage, type PageSignals } from './page/page-signals.js';
export type { Choice } from './run/context.js';
export type { LoginOptions } from './run/run.js';
export type * from './state.js';
export type { After, Subscribe } from './wait.js';
