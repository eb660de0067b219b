/**
 * The sentences that the chat shows. They contain the site's name from the options and values from the
 * backend, but nothing that a visitor has sent.
 */
import type { LocalizedText } from '../../base/localized-text.js';

/**
 * A sentence of the chat, or a part of one. docs/backend.md#replies-in-the-chat says when each is sent.
 */
export type ChatReply =
  // After a scan that signs in
  | 'signedIn'
  | 'mayAsk'
  | 'linking'
  | 'offerNotMe'
  // The question
  | 'askLogin'
  | 'askLink'
  | 'askStepUp'
  | 'unknownBrowser'
  | 'tap'
  | 'numbers'
  | 'digits'
  | 'confirmLabel'
  | 'notMeLabel'
  // Its answers
  | 'confirmed'
  | 'wrongDigits'
  | 'denied'
  | 'notMe'
  | 'undone'
  | 'cannotUndo'
  | 'answered'
  | 'tooLate'
  | 'notYours'
  | 'typeOnPage'
  // After a scan that changes nothing
  | 'used'
  | 'expired'
  | 'newerScan'
  | 'tooManyScans'
  | 'forgotten'
  | 'scanAgain'
  // After digits that sign nobody in
  | 'sendDigits'
  | 'otherDigits'
  | 'usedDigits'
  | 'expiredDigits'
  | 'newerDigits'
  | 'tooManyDigits';

/** Sentences that replace those of the chat, each in one language or in several. */
export type ChatReplies = Readonly<Partial<Record<ChatReply, LocalizedText>>>;

export type CheckedReplies = Readonly<Record<ChatReply, LocalizedText>>;

/** A value that stands in a sentence as `{name}`. */
export type Placeholder =
  | 'site'
  | 'digits'
  | 'details'
  | 'confirm'
  | 'notMe'
  | 'confirmNumber'
  | 'notMeNumber'
  | 'remaining';

/** They ask visitors to return to the page: a hidden page learns of the scan only when it is seen again. */
export const defaultReplies: CheckedReplies = {
  signedIn: {
    en: 'You have signed in to {site} with WeChat. Please return to the page.',
    zh: '你已通过微信登录 {site}，请返回网页。',
    'zh-Hant': '你已透過微信登入 {site}，請返回網頁。',
  },
  mayAsk: {
    en: 'You are signing in to {site}. Please return to the page. If it asks for a code: {digits}. Type it only into a page that you opened yourself, and tell nobody.',
    zh: '你正在登录 {site}，请返回网页。如网页要求输入验证码：{digits}。请只在你自己打开的网页上输入，不要告诉任何人。',
    'zh-Hant':
      '你正在登入 {site}，請返回網頁。如網頁要求輸入驗證碼：{digits}。請只在你自己開啟的網頁上輸入，不要告訴任何人。',
  },
  linking: {
    en: 'To link WeChat to your account at {site}, type this code into the page: {digits}. Type it only into a page that you opened yourself, and tell nobody.',
    zh: '要把微信关联到你在 {site} 的账号，请在网页上输入：{digits}。请只在你自己打开的网页上输入，不要告诉任何人。',
    'zh-Hant':
      '要把微信綁定到你在 {site} 的帳號，請在網頁上輸入：{digits}。請只在你自己開啟的網頁上輸入，不要告訴任何人。',
  },
  offerNotMe: {
    en: 'Was this not you? {notMe}',
    zh: '不是你本人操作？{notMe}',
    'zh-Hant': '不是你本人操作？{notMe}',
  },
  askLogin: {
    en: 'Somebody wants to sign in to {site} with your WeChat:\n{details}',
    zh: '有人正在用你的微信登录 {site}：\n{details}',
    'zh-Hant': '有人正在用你的微信登入 {site}：\n{details}',
  },
  askLink: {
    en: 'Somebody wants to link your WeChat to an account at {site}:\n{details}',
    zh: '有人想把你的微信关联到 {site} 的一个账号：\n{details}',
    'zh-Hant': '有人想把你的微信綁定到 {site} 的一個帳號：\n{details}',
  },
  askStepUp: {
    en: '{site} asks whether this is you:\n{details}',
    zh: '{site} 需要确认是你本人在操作：\n{details}',
    'zh-Hant': '{site} 需要確認是你本人在操作：\n{details}',
  },
  unknownBrowser: { en: 'unknown browser', zh: '未知浏览器', 'zh-Hant': '未知瀏覽器' },
  tap: {
    en: 'Confirm only if you opened this page yourself.\n\n{confirm}          {notMe}',
    zh: '只有网页是你自己打开的，才可以确认。\n\n{confirm}　　　　　{notMe}',
    'zh-Hant': '只有網頁是你自己開啟的，才可以確認。\n\n{confirm}　　　　　{notMe}',
  },
  numbers: {
    en: 'If you cannot tap these, reply {confirmNumber} to confirm or {notMeNumber} if it is not you.',
    zh: '如果无法点击，请回复 {confirmNumber} 确认，或回复 {notMeNumber} 表示不是你。',
    'zh-Hant': '如果無法點擊，請回覆 {confirmNumber} 確認，或回覆 {notMeNumber} 表示不是你。',
  },
  digits: {
    en: 'If you opened this page yourself, send the six digits that it shows. If not: {notMe}',
    zh: '如果网页是你自己打开的，请把网页上的 6 位数字发到这里。如果不是：{notMe}',
    'zh-Hant': '如果網頁是你自己開啟的，請把網頁上的 6 位數字傳到這裡。如果不是：{notMe}',
  },
  confirmLabel: { en: 'Confirm', zh: '确认', 'zh-Hant': '確認' },
  notMeLabel: { en: 'Not me', zh: '不是我', 'zh-Hant': '不是我' },
  confirmed: {
    en: 'Confirmed. Please return to the page of {site}.',
    zh: '已确认，请返回 {site} 的网页。',
    'zh-Hant': '已確認，請返回 {site} 的網頁。',
  },
  wrongDigits: {
    en: 'These are not the digits on the page. Tries left: {remaining}.',
    zh: '数字不对，请核对网页上的 6 位数字。还可以试 {remaining} 次。',
    'zh-Hant': '數字不對，請核對網頁上的 6 位數字。還可以試 {remaining} 次。',
  },
  denied: {
    en: 'The digits were wrong three times, so nobody was signed in. If this was you, refresh the page and scan again.',
    zh: '数字已经错了 3 次，没有人登录。如果是你本人，请刷新网页后重新扫码。',
    'zh-Hant': '數字已經錯了 3 次，沒有人登入。如果是你本人，請重新整理網頁後再掃碼。',
  },
  notMe: {
    en: 'Thank you. Nobody was signed in. Scan QR codes and send digits only from pages that you opened yourself.',
    zh: '好的，已拒绝，没有人登录。请只扫描你自己打开的网页上的二维码，只发送这些网页上的数字。',
    'zh-Hant':
      '好的，已拒絕，沒有人登入。請只掃描你自己開啟的網頁上的 QR 碼，只傳送這些網頁上的數字。',
  },
  undone: {
    en: 'Thank you. This login is being ended, and every link to WeChat that it made or removed is reversed. Scan QR codes and send digits only from pages that you opened yourself.',
    zh: '好的，这次登录正在退出，由它关联或解除的微信都会恢复原样。请只扫描你自己打开的网页上的二维码，只发送这些网页上的数字。',
    'zh-Hant':
      '好的，這次登入正在登出，由它綁定或解除的微信都會恢復原狀。請只掃描你自己開啟的網頁上的 QR 碼，只傳送這些網頁上的數字。',
  },
  cannotUndo: {
    en: 'This login can no longer be undone here. If it was not you, please contact {site} at once.',
    zh: '这次登录已无法在这里撤销。如果不是你本人操作，请尽快联系 {site}。',
    'zh-Hant': '這次登入已無法在這裡撤銷。如果不是你本人操作，請盡快聯絡 {site}。',
  },
  answered: {
    en: 'You have answered this already. Please return to the page.',
    zh: '你已经回复过了，请返回网页。',
    'zh-Hant': '你已經回覆過了，請返回網頁。',
  },
  tooLate: {
    en: 'It is too late for this answer, and nothing has changed. To sign in, refresh the page and try again.',
    zh: '这次操作已经结束，没有任何变化。如要登录，请刷新网页后重试。',
    'zh-Hant': '這次操作已經結束，沒有任何變更。如要登入，請重新整理網頁後再試。',
  },
  notYours: {
    zh: '当前没有等待你回复的请求，没有任何变化。如要登录，请按网页上的提示操作。',
    en: 'You are not being asked this now, so nothing has changed. To sign in, do what the page says.',
  },
  typeOnPage: {
    en: 'Please type these digits into the page, not here. Use only a page that you opened yourself.',
    zh: '请把这 6 位数字输入到网页上，不要发到这里。请只在你自己打开的网页上输入。',
    'zh-Hant': '請把這 6 位數字輸入到網頁上，不要傳到這裡。請只在你自己開啟的網頁上輸入。',
  },
  used: {
    en: 'This code was already used. Please refresh the page and scan again.',
    zh: '这个二维码已被使用，请刷新网页后重新扫码。',
    'zh-Hant': '這個 QR 碼 已被使用，請重新整理網頁後再掃碼。',
  },
  expired: {
    en: 'This code has expired. Please refresh the page and scan again.',
    zh: '二维码已过期，请刷新网页后重新扫码。',
    'zh-Hant': 'QR 碼 已過期，請重新整理網頁後再掃碼。',
  },
  newerScan: {
    en: 'You have scanned another code since, and that one counts. To use this one, scan it again.',
    zh: '你之后又扫了另一个二维码，以那一个为准。如要使用这一个，请重新扫码。',
    'zh-Hant': '你之後又掃了另一個 QR 碼，以那一個為準。如要使用這一個，請重新掃碼。',
  },
  tooManyScans: {
    en: 'You have scanned too many codes within a minute, so this one did nothing. Please wait a minute, then scan again.',
    zh: '一分钟内扫码次数过多，这次扫码没有生效。请一分钟后再扫一次。',
    'zh-Hant': '一分鐘內掃碼次數過多，這次掃碼沒有生效。請一分鐘後再掃一次。',
  },
  forgotten: {
    zh: '这个二维码已失效，请刷新网页后重新扫码。',
    en: 'This QR code no longer works. Please refresh the page and scan again.',
  },
  // Also followers who found the account by search read it, so it must not sound like an error.
  scanAgain: {
    zh: '如果你正要登录 {site}，请再扫一次网页上的二维码。',
    en: 'If you were about to sign in to {site}, please scan the QR code on the page once more.',
  },
  // Like `scanAgain`, for people whose page shows digits.
  sendDigits: {
    zh: '如果你正要登录 {site}，请把网页上的数字发到这里。',
    en: 'If you were about to sign in to {site}, please send the digits that the page shows.',
  },
  // Anybody may send a number to an account, so it must not sound like an accusation.
  otherDigits: {
    zh: '如果你正要登录 {site}：数字不对，请核对网页上的数字后再发一次。还可以试 {remaining} 次。',
    en: 'If you were about to sign in to {site}: no page shows these digits. Please check them and send them again. Tries left: {remaining}.',
  },
  usedDigits: {
    en: 'These digits were already used. Please refresh the page and send the new ones. If somebody else gave them to you, do not.',
    zh: '这些数字已被使用，请刷新网页后发送新的数字。如果数字是别人给你的，请不要发送。',
    'zh-Hant': '這些數字已被使用，請重新整理網頁後傳送新的數字。如果數字是別人給你的，請不要傳送。',
  },
  expiredDigits: {
    zh: '这些数字已失效，请刷新网页后发送新的数字。',
    en: 'These digits have expired. Please refresh the page and send the new ones.',
  },
  newerDigits: {
    en: 'You have signed in on another page since, and that one counts. To use this one, send its digits again.',
    zh: '你之后又在另一个网页上登录，以那一个为准。如要使用这一个，请再发一次它的数字。',
    'zh-Hant': '你之後又在另一個網頁上登入，以那一個為準。如要使用這一個，請再傳一次它的數字。',
  },
  tooManyDigits: {
    zh: '数字发送次数过多。请十分钟后再发送网页当时显示的数字。',
    en: 'You have sent digits too often. Please wait ten minutes, then send the digits that the page shows then.',
  },
};
