/** Traditional Chinese. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = '綁定微信';
const linked = ['綁定成功', '以後用微信掃碼，即可登入此帳號'] as const;
const later = '請稍後再試';
const notNow = '暫時無法登入';
const kinds = { service: '服務號', subscription: '公眾號' } as const;

export const terms: AfterQrCodeTerms = {
  lang: 'zh-Hant',
  yourAccount: '您的帳號',
  chat: { confirm: '確認', notMe: '不是我', copy: '複製', copied: '已複製' },
  messages: {
    accept: ['請先同意條款', '勾選後，QR 碼會顯示在這裡'],
    disabled: [notNow, '這個登入方式目前未啟用'],
    tap: ['請在微信中確認', '請開啟手機微信的對話，點「確認」'],
    digits: ['請在微信中確認', '請在手機微信的對話裡傳送這六位數字'],
    reconnecting: ['微信掃碼登入', '正在重新連線，QR 碼仍可使用'],
    expired: ['QR 碼已過期', '為了您的安全，QR 碼僅短時間有效'],
    cancelled: ['登入已取消', '您可以隨時重新開始'],
    rate_limited: ['操作過於頻繁', ({ wait }) => (wait ? `請在 ${wait}後重試` : later)],
    quota_exhausted: [notNow, 'QR 碼數量已達上限，請稍後再來'],
    platform_disabled: [notNow, ({ kind }) => `此${kinds[kind]}暫時無法用於登入，請使用其他方式`],
    upstream_unavailable: ['微信沒有回應', later],
    approved: ['正在登入', '請稍候…'],
    welcome: ['登入成功', '歡迎加入，您的帳號已建立'],
    back: ['登入成功', '歡迎回來'],
    denied: ['登入已阻止', '有人點了「不是我」，沒有任何人登入'],
    cookies_blocked: ['Cookie 遭封鎖', '請允許本網站使用 Cookie，或在新分頁中開啟本頁'],
    foreign_frame: ['還差一步', '為了安全，請在獨立的視窗中繼續'],
    old_browser: ['瀏覽器版本過舊', '請更新瀏覽器，或改用其他瀏覽器'],
    load_failed: ['頁面未完整載入', '部分內容缺失，請重試以重新載入'],
    linked,
    identity_conflict: ['無法綁定', '此微信已綁定其他帳號'],
    proof_failed: ['錯誤次數過多', '帳號未作任何變更，您可以重新掃碼'],
    reauthentication_required: ['請重新登入', '為了帳號安全，請先重新登入，再綁定微信'],
    confirmation_required: ['請先確認', '為了帳號安全，請重新登入並在微信中確認'],
    session_mismatch: ['帳號已切換', '這裡登入的已是另一個帳號'],
    captcha_required: ['安全驗證', '請先完成驗證，隨後顯示 QR 碼'],
    sign_in_refused: ['無法繼續', '如有疑問，請聯絡本網站'],
  },
  link: {
    name,
    messages: {
      idle: [name, '點一下按鈕，取得 QR 碼'],
      loading: [name, '正在準備 QR 碼…'],
      ready: [name, '用微信掃一掃，如有提示請點「關注」'],
      reconnecting: [name, '正在重新連線，QR 碼仍可使用'],
      approved: ['即將完成', '請稍候…'],
      back: linked,
      denied: ['未綁定', '有人點了「不是我」，未做任何變更'],
      cancelled: ['尚未綁定', '您可以隨時重新開始'],
      offline: ['網路已中斷', '請檢查網路，恢復後會自動繼續'],
      unavailable: ['暫時無法綁定', '請稍後再來'],
    },
  },
};
