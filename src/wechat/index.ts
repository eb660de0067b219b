/** WeChat's formats and its API, for backends and for the simulator. Knows nothing of logging in. */
export * from './api.js';
export * from './api-error.js';
export type { ChangedOpenid } from './change-openids.js';
export * from './configuration.js';
export * from './crypt.js';
export * from './envelope.js';
export * from './error-codes.js';
export type { Fetch } from './http.js';
export * from './messages.js';
export * from './reply-text.js';
export * from './signature.js';
export * from './xml.js';
