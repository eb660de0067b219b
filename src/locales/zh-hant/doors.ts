/** Traditional Chinese. */
import type { DoorTerms } from '../terms/doors.js';

const name = '微信登入';
const kinds = { service: '服務號', subscription: '公眾號' } as const;

export const terms: DoorTerms = {
  lang: 'zh-Hant',
  messages: {
    message: ['傳訊息登入', '在微信中傳送數字，再點「確認」即可登入'],
    save: [name, '儲存 QR 碼，再用微信從相簿掃描'],
    hold: [name, '長按識別 QR 碼，如有提示請點「關注」'],
    authorize: [name, '使用您的微信帳號，無需密碼'],
    elsewhere: ['此處無法登入', '請複製連結，在微信或瀏覽器中開啟'],
    outside: ['請在微信中開啟', '複製連結，傳到任一微信聊天後點開'],
    unsaved: [name, '請截圖，再用微信從相簿掃描'],
    begin: [name, '點一下按鈕開始登入'],
    late: ['登入已逾時', '為了您的安全，請在幾分鐘內完成登入'],
    method_unavailable: ['暫時無法登入', '請使用其他方式登入，或稍後再來'],
    authorization_refused: ['尚未登入', '您未同意微信授權，可以重試'],
    authorization_failed: ['登入未成功', '微信未能確認此次登入，請重試'],
    follow_required: ['請先關注', '請先在微信中關注此帳號，再重試'],
    virtual_user: ['目前為快照頁', '請點微信底部的「使用完整服務」，再重試'],
  },
  find: (account, kind) => `在微信中搜尋${kinds[kind]}「${account}」並關注`,
  scanAccount: (account, kind) => `用微信掃碼或搜尋，關注${kinds[kind]}「${account}」`,
  holdAccount: (account, kind) => `長按識別 QR 碼，關注${kinds[kind]}「${account}」`,
  send: '在對話中傳送這些數字',
  confirm: '在回覆中點「確認」',
  take: '複製這些數字',
  sendAndConfirm: '在對話中傳送數字，再點回覆中的「確認」',
  copy: '複製',
  copied: '已複製',
  notCopied: '無法複製，內容已選取，請手動複製',
  accountPicture: '關注用的 QR 碼',
  savePicture: '儲存 QR 碼',
  openWechat: '開啟微信',
  scanAlbum: '點「＋」→「掃一掃」→「相簿」，選擇 QR 碼',
  holdPicture: '也可長按上方 QR 碼儲存',
  notSaved: '無法儲存，請長按 QR 碼儲存，或截圖',
  fileName: '微信登入 QR 碼',
  authorize: '微信一鍵登入',
  copyLink: '複製連結',
  linkCopied: '連結已複製',
  officialAccounts: '選擇服務號或公眾號',
  cannotScan: '無法掃碼？傳訊息登入',
  byMessage: '改用傳訊息登入',
  byQrCode: '改用 QR 碼登入',
};
