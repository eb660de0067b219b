/** Traditional Chinese. */
import type { DoorTerms } from '../terms/doors.js';

const name = '微信登入';

export const terms: DoorTerms = {
  lang: 'zh-Hant',
  messages: {
    message: ['傳送訊息登入', '向公眾號傳送下面的數字'],
    save: [name, '儲存 QR 碼，再用微信從相簿掃描'],
    'long-press': [name, '長按識別 QR 碼，如有提示請點「關注」'],
    authorize: [name, '點一下按鈕即可登入'],
    elsewhere: ['請在別處開啟此頁面', '複製連結，在微信或瀏覽器中開啟'],
    outside: ['請在微信中開啟此頁面', '複製連結，傳到微信聊天中開啟'],
    unsaved: [name, '請截圖，再用微信從相簿掃描'],
    method_unavailable: ['暫時無法登入', '請使用其他方式登入，或稍後再來'],
    authorization_refused: ['未登入', '您未同意授權，可以重試'],
    authorization_failed: ['請重試', '微信未能確認此次登入'],
    virtual_user: ['請開啟完整頁面', '請點微信底部的「使用完整服務」，再重試'],
  },
  find: (account) => `在微信中搜尋「${account}」並關注`,
  scanAccount: (account) => `用微信掃描「${account}」的 QR 碼，或搜尋並關注`,
  send: '在對話中傳送這些數字：',
  confirm: '在回覆中點「確認」',
  copy: '複製',
  copied: '已複製',
  accountPicture: '公眾號 QR 碼',
  savePicture: '儲存 QR 碼',
  openWechat: '開啟微信',
  scanAlbum: '點 ⊕ →「掃一掃」→「相簿」，選擇 QR 碼',
  holdPicture: '長按 QR 碼儲存',
  fileName: '微信登入 QR 碼',
  authorize: '微信登入',
  copyLink: '複製連結',
  linkCopied: '連結已複製',
  byMessage: '改為傳送訊息',
  byQrCode: '改用 QR 碼登入',
};
