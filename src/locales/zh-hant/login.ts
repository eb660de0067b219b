/** Traditional Chinese. */
import type { Terms } from '../terms/login.js';

const name = '微信掃碼登入';
const notNow = '暫時無法登入';
const soon = '請稍後再試';
const kinds = { service: '服務號', subscription: '公眾號' } as const;

export const terms: Terms = {
  lang: 'zh-Hant',
  name,
  picture: '微信登入 QR 碼',
  kinds,
  existingOnly: '僅限現有帳號登入',
  messages: {
    idle: [name, '點一下按鈕，取得登入 QR 碼'],
    loading: [name, '正在準備 QR 碼…'],
    ready: [name, '用微信掃一掃，如有提示請點「關注」'],
    offline: ['網路已中斷', '請檢查網路，恢復後會自動繼續'],
    unreachable: ['連線失敗', '請檢查網路後重試'],
    failed: ['出了點問題', soon],
    unavailable: [notNow, '請使用其他方式登入，或稍後再來'],
  },
  show: '取得 QR 碼',
  refresh: '更新 QR 碼',
  retry: '重試',
  open: '微信登入',
  close: '關閉',
};
