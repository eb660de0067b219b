/** Traditional Chinese. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = '確認是您本人';
const failed = '未能確認';

export const terms: StepUpTerms = {
  lang: 'zh-Hant',
  name,
  open: name,
  messages: {
    idle: [name, '點一下按鈕，取得 QR 碼'],
    loading: [name, '正在準備 QR 碼…'],
    ready: [name, '請用已綁定此帳號的微信掃一掃'],
    reconnecting: [name, '正在重新連線，QR 碼仍可使用'],
    approved: ['即將完成', '請稍候…'],
    back: ['已確認', '謝謝，您可以繼續操作了'],
    denied: [failed, '有人點了「不是我」，未做任何變更'],
    cancelled: [failed, '您可以隨時重新開始'],
    offline: ['網路已中斷', '請檢查網路，恢復後會自動繼續'],
    unavailable: ['暫時無法使用', '請稍後再來'],
    reauthentication_required: ['請先登入', '您已登出'],
    session_mismatch: [failed, '此微信未綁定您的帳號，請用已綁定的微信掃碼'],
  },
};
