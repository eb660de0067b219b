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
  yourAccount: '您的帳號',
  messages: {
    idle: [name, '點一下按鈕，取得登入 QR 碼'],
    accept: ['請先同意條款', '勾選後，QR 碼會顯示在這裡'],
    disabled: [notNow, '這個登入方式目前未啟用'],
    loading: [name, '正在準備 QR 碼…'],
    ready: [name, '用微信掃一掃，如有提示請點「關注」'],
    reconnecting: [name, '正在重新連線，QR 碼仍可使用'],
    tap: ['請在微信中確認', '請開啟手機微信的對話，點「確認」'],
    digits: ['請在微信中確認', '請在手機微信的對話裡傳送這六位數字'],
    approved: ['正在登入', '請稍候…'],
    welcome: ['登入成功', '歡迎加入，您的帳號已建立'],
    back: ['登入成功', '歡迎回來'],
    expired: ['QR 碼已過期', '為了您的安全，QR 碼僅短時間有效'],
    denied: ['登入已阻止', '有人點了「不是我」，沒有任何人登入'],
    cancelled: ['登入已取消', '您可以隨時重新開始'],
    offline: ['網路已中斷', '請檢查網路，恢復後會自動繼續'],
    rate_limited: ['操作過於頻繁', ({ wait }) => (wait ? `請在 ${wait}後重試` : soon)],
    quota_exhausted: [notNow, 'QR 碼數量已達上限，請稍後再來'],
    platform_disabled: [notNow, ({ kind }) => `此${kinds[kind]}暫時無法用於登入，請使用其他方式`],
    upstream_unavailable: ['微信沒有回應', soon],
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
