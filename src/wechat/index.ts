/**
 * `wechat-mp-login/wechat`: the formats of WeChat's pushes, and a client of its API, for backends
 * and for the simulator. It knows nothing about signing in.
 */
export type { ChangedOpenid } from './api/change-openids.js';
export * from './api/client.js';
export * from './api/error-codes.js';
export * from './api/errors.js';
export type { Fetch } from './api/http.js';
export type { KeptToken, TokenStore } from './api/tokens/token-store.js';
export * from './configuration.js';
export * from './push/crypt.js';
export { EnvelopeError, openEnvelope, verifyHandshake } from './push/verify-push.js';
export type { EnvelopeReason, OpenEnvelopeOptions, PushMode } from './push/verify-push.js';
export * from './push/messages.js';
export * from './push/parse-push.js';
export * from './push/encrypt-reply.js';
export * from './push/signature.js';
export { eventXml, textXml, type Address, type EventFields } from './push/write-messages.js';
export * from './push/write-reply.js';
export { readFlatXml, readXmlPaths, writeFlatXml, writeXmlField, XmlError } from './push/xml.js';
export type { XmlField } from './push/xml.js';
