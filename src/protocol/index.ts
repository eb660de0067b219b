/** `wechat-mp-login/protocol`: for backends in TypeScript that want the types and the parser. */
import { createBindingParsers } from './parse/binding.js';
import { parseAuthenticated } from './parse/answers.js';
import { readers } from './parse/read.js';

export * from './chain.js';
export * from './errors.js';
export * from './messages.js';
export * from './parse/answers.js';
export * from './parse/requests.js';
export * from './problems.js';
export * from './return-to.js';
export * from './states.js';

export const { parseBinding, parseBindResult, parseCodeSent } = createBindingParsers(
  readers,
  parseAuthenticated,
);
