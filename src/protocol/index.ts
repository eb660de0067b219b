/** `wechat-mp-login/protocol`: for backends in TypeScript that want the types and the parser. */
export * from './chain.js';
export * from './errors.js';
export * from './messages.js';
export * from './parse.js';
export * from './parse-requests.js';
export * from './problems.js';
export * from './return-to.js';
export * from './states.js';
