/** Names that the samples of docs/pushes.md use without declaring them. */
export { wechat } from './backend.server.js';
