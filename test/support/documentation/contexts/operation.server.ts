/** Names that the samples of docs/operation.md use without declaring them. */
export { accounts, sessions, wechat } from './pushes.server.js';
