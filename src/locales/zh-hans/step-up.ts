/** Simplified Chinese. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = '确认是您本人';
const failed = '未能确认';

export const terms: StepUpTerms = {
  lang: 'zh-Hans',
  name,
  open: name,
  messages: {
    idle: [name, '点击按钮，获取二维码'],
    loading: [name, '正在准备二维码…'],
    ready: [name, '请用已关联此账号的微信扫一扫'],
    reconnecting: [name, '正在重新连接，二维码仍可使用'],
    approved: ['即将完成', '请稍候…'],
    back: ['已确认', '谢谢，您可以继续操作了'],
    denied: [failed, '有人点了“不是我”，未做任何更改'],
    cancelled: [failed, '您可以随时重新开始'],
    offline: ['网络已断开', '请检查网络，恢复后会自动继续'],
    unavailable: ['暂时无法使用', '请稍后再来'],
    reauthentication_required: ['请先登录', '您已退出登录'],
    session_mismatch: [failed, '此微信未关联您的账号，请用已关联的微信扫码'],
  },
};
