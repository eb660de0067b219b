/** WeChat's formats and its API, for backends and for the simulator. Knows nothing of logging in. */
export * from './api/client.js';
export * from './api/errors.js';
export type { ChangedOpenid } from './api/change-openids.js';
export * from './configuration.js';
export * from './push/crypt.js';
export * from './push/envelope.js';
export * from './api/error-codes.js';
export type { Fetch } from './api/http.js';
export * from './push/messages.js';
export * from './push/reply-text.js';
export * from './push/signature.js';
export * from './push/xml.js';
