/** Compares secrets in constant time. WeChat's signatures need the same function, so it lives there. */
export { equalConstantTime } from '../../../wechat/push/signature.js';
