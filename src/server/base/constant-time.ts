/** The comparison for secrets: WeChat's signatures need it too, so it is written there. */
export { equalConstantTime } from '../../wechat/push/signature.js';
