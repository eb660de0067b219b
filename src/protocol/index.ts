/** `wechat-mp-login/protocol`: types and parsers for backends, and for pages without our client. */
export * from './chain.js';
export * from './error-codes.js';
export * from './errors.js';
export * from './messages.js';
export * from './parse/authenticated.js';
export * from './parse/binding.js';
export { parseCreated } from './parse/created.js';
export * from './parse/identities.js';
export * from './parse/problem.js';
export { ShapeError } from './parse/read.js';
export * from './parse/requests.js';
export { parseSnapshot } from './parse/snapshot.js';
export * from './problem-table.js';
export * from './return-to.js';
export * from './states.js';
