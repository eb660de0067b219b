/** Every sentence of the chat, word by word, in every language: none changes unseen, and none is forgotten. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replyFacts } from '../../../src/server/options/replies/reply-facts.js';
import { defaultReplies, type ChatReply } from '../../../src/server/options/replies/sentences.js';
import { inAllLanguages, say } from '../../../src/server/options/replies/write-replies.js';

/** For the placeholders, their own names stand in. Without traditional Chinese, the reply has every language at once. */
const texts: Readonly<Record<ChatReply, readonly [zh: string, hantOrEn: string, en?: string]>> = {
  signedIn: [
    '你已通过微信登录 {site}，请返回网页。',
    '你已透過微信登入 {site}，請返回網頁。',
    'You have signed in to {site} with WeChat. Please return to the page.',
  ],
  mayAsk: [
    '你正在登录 {site}，请返回网页。如网页要求输入验证码：{digits}。请只在你自己打开的网页上输入，不要告诉任何人。',
    '你正在登入 {site}，請返回網頁。如網頁要求輸入驗證碼：{digits}。請只在你自己開啟的網頁上輸入，不要告訴任何人。',
    'You are signing in to {site}. Please return to the page. If it asks for a code: {digits}. Type it only into a page that you opened yourself, and tell nobody.',
  ],
  linking: [
    '要把微信关联到你在 {site} 的账号，请在网页上输入：{digits}。请只在你自己打开的网页上输入，不要告诉任何人。',
    '要把微信綁定到你在 {site} 的帳號，請在網頁上輸入：{digits}。請只在你自己開啟的網頁上輸入，不要告訴任何人。',
    'To link WeChat to your account at {site}, type this code into the page: {digits}. Type it only into a page that you opened yourself, and tell nobody.',
  ],
  offerNotMe: ['不是你本人操作？{notMe}', '不是你本人操作？{notMe}', 'Was this not you? {notMe}'],
  askLogin: [
    '有人正在用你的微信登录 {site}：\n{details}',
    '有人正在用你的微信登入 {site}：\n{details}',
    'Somebody wants to sign in to {site} with your WeChat:\n{details}',
  ],
  askLink: [
    '有人想把你的微信关联到 {site} 的一个账号：\n{details}',
    '有人想把你的微信綁定到 {site} 的一個帳號：\n{details}',
    'Somebody wants to link your WeChat to an account at {site}:\n{details}',
  ],
  askStepUp: [
    '{site} 需要确认是你本人在操作：\n{details}',
    '{site} 需要確認是你本人在操作：\n{details}',
    '{site} asks whether this is you:\n{details}',
  ],
  unknownBrowser: ['未知浏览器', '未知瀏覽器', 'unknown browser'],
  tap: [
    '只有网页是你自己打开的，才可以确认。\n\n{confirm}　　　　　{notMe}',
    '只有網頁是你自己開啟的，才可以確認。\n\n{confirm}　　　　　{notMe}',
    'Confirm only if you opened this page yourself.\n\n{confirm}          {notMe}',
  ],
  numbers: [
    '如果无法点击，请回复 {confirmNumber} 确认，或回复 {notMeNumber} 表示不是你。',
    '如果無法點擊，請回覆 {confirmNumber} 確認，或回覆 {notMeNumber} 表示不是你。',
    'If you cannot tap these, reply {confirmNumber} to confirm or {notMeNumber} if it is not you.',
  ],
  digits: [
    '如果网页是你自己打开的，请把网页上的 6 位数字发到这里。如果不是：{notMe}',
    '如果網頁是你自己開啟的，請把網頁上的 6 位數字傳到這裡。如果不是：{notMe}',
    'If you opened this page yourself, send the six digits that it shows. If not: {notMe}',
  ],
  confirmLabel: ['确认', '確認', 'Confirm'],
  notMeLabel: ['不是我', '不是我', 'Not me'],
  confirmed: [
    '已确认，请返回 {site} 的网页。',
    '已確認，請返回 {site} 的網頁。',
    'Confirmed. Please return to the page of {site}.',
  ],
  wrongDigits: [
    '数字不对，请核对网页上的 6 位数字。还可以试 {remaining} 次。',
    '數字不對，請核對網頁上的 6 位數字。還可以試 {remaining} 次。',
    'These are not the digits on the page. Tries left: {remaining}.',
  ],
  denied: [
    '数字已经错了 3 次，没有人登录。如果是你本人，请刷新网页后重新扫码。',
    '數字已經錯了 3 次，沒有人登入。如果是你本人，請重新整理網頁後再掃碼。',
    'The digits were wrong three times, so nobody was signed in. If this was you, refresh the page and scan again.',
  ],
  notMe: [
    '好的，已拒绝，没有人登录。请只扫描你自己打开的网页上的二维码，只发送这些网页上的数字。',
    '好的，已拒絕，沒有人登入。請只掃描你自己開啟的網頁上的 QR 碼，只傳送這些網頁上的數字。',
    'Thank you. Nobody was signed in. Scan QR codes and send digits only from pages that you opened yourself.',
  ],
  undone: [
    '好的，这次登录正在退出，由它关联或解除的微信都会恢复原样。请只扫描你自己打开的网页上的二维码，只发送这些网页上的数字。',
    '好的，這次登入正在登出，由它綁定或解除的微信都會恢復原狀。請只掃描你自己開啟的網頁上的 QR 碼，只傳送這些網頁上的數字。',
    'Thank you. This login is being ended, and every link to WeChat that it made or removed is reversed. Scan QR codes and send digits only from pages that you opened yourself.',
  ],
  cannotUndo: [
    '这次登录已无法在这里撤销。如果不是你本人操作，请尽快联系 {site}。',
    '這次登入已無法在這裡撤銷。如果不是你本人操作，請盡快聯絡 {site}。',
    'This login can no longer be undone here. If it was not you, please contact {site} at once.',
  ],
  answered: [
    '你已经回复过了，请返回网页。',
    '你已經回覆過了，請返回網頁。',
    'You have answered this already. Please return to the page.',
  ],
  tooLate: [
    '这次操作已经结束，没有任何变化。如要登录，请刷新网页后重试。',
    '這次操作已經結束，沒有任何變更。如要登入，請重新整理網頁後再試。',
    'It is too late for this answer, and nothing has changed. To sign in, refresh the page and try again.',
  ],
  notYours: [
    '当前没有等待你回复的请求，没有任何变化。如要登录，请按网页上的提示操作。',
    'You are not being asked this now, so nothing has changed. To sign in, do what the page says.',
  ],
  typeOnPage: [
    '请把这 6 位数字输入到网页上，不要发到这里。请只在你自己打开的网页上输入。',
    '請把這 6 位數字輸入到網頁上，不要傳到這裡。請只在你自己開啟的網頁上輸入。',
    'Please type these digits into the page, not here. Use only a page that you opened yourself.',
  ],
  used: [
    '这个二维码已被使用，请刷新网页后重新扫码。',
    '這個 QR 碼 已被使用，請重新整理網頁後再掃碼。',
    'This code was already used. Please refresh the page and scan again.',
  ],
  expired: [
    '二维码已过期，请刷新网页后重新扫码。',
    'QR 碼 已過期，請重新整理網頁後再掃碼。',
    'This code has expired. Please refresh the page and scan again.',
  ],
  newerScan: [
    '你之后又扫了另一个二维码，以那一个为准。如要使用这一个，请重新扫码。',
    '你之後又掃了另一個 QR 碼，以那一個為準。如要使用這一個，請重新掃碼。',
    'You have scanned another code since, and that one counts. To use this one, scan it again.',
  ],
  tooManyScans: [
    '一分钟内扫码次数过多，这次扫码没有生效。请一分钟后再扫一次。',
    '一分鐘內掃碼次數過多，這次掃碼沒有生效。請一分鐘後再掃一次。',
    'You have scanned too many codes within a minute, so this one did nothing. Please wait a minute, then scan again.',
  ],
  forgotten: [
    '这个二维码已失效，请刷新网页后重新扫码。',
    'This QR code no longer works. Please refresh the page and scan again.',
  ],
  scanAgain: [
    '如果你正要登录 {site}，请再扫一次网页上的二维码。',
    'If you were about to sign in to {site}, please scan the QR code on the page once more.',
  ],
  sendDigits: [
    '如果你正要登录 {site}，请把网页上的数字发到这里。',
    'If you were about to sign in to {site}, please send the digits that the page shows.',
  ],
  otherDigits: [
    '如果你正要登录 {site}：数字不对，请核对网页上的数字后再发一次。还可以试 {remaining} 次。',
    'If you were about to sign in to {site}: no page shows these digits. Please check them and send them again. Tries left: {remaining}.',
  ],
  usedDigits: [
    '这些数字已被使用，请刷新网页后发送新的数字。如果数字是别人给你的，请不要发送。',
    '這些數字已被使用，請重新整理網頁後傳送新的數字。如果數字是別人給你的，請不要傳送。',
    'These digits were already used. Please refresh the page and send the new ones. If somebody else gave them to you, do not.',
  ],
  expiredDigits: [
    '这些数字已失效，请刷新网页后发送新的数字。',
    'These digits have expired. Please refresh the page and send the new ones.',
  ],
  newerDigits: [
    '你之后又在另一个网页上登录，以那一个为准。如要使用这一个，请再发一次它的数字。',
    '你之後又在另一個網頁上登入，以那一個為準。如要使用這一個，請再傳一次它的數字。',
    'You have signed in on another page since, and that one counts. To use this one, send its digits again.',
  ],
  tooManyDigits: [
    '数字发送次数过多。请十分钟后再发送网页当时显示的数字。',
    'You have sent digits too often. Please wait ten minutes, then send the digits that the page shows then.',
  ],
};

const speech = { replies: defaultReplies, site: '{site}' };
const names = Object.keys(texts) as ChatReply[];
const values = {
  ...{ digits: '{digits}', details: '{details}', confirm: '{confirm}', notMe: '{notMe}' },
  ...{ confirmNumber: '{confirmNumber}', notMeNumber: '{notMeNumber}', remaining: '{remaining}' },
};

for (const name of names) {
  test(`the chat says "${name}" in every language, word by word`, () => {
    const expected = texts[name];
    if (replyFacts[name].allLanguages) {
      assert.equal(inAllLanguages(defaultReplies[name]), expected.join('\n'));
      return;
    }
    const said = ['zh', 'zh-TW', 'en'].map((lang) => say(speech, name, lang, values));
    assert.deepEqual(said, expected);
    // Whoever's language nobody knows reads Chinese; all others read English.
    assert.deepEqual(
      [say(speech, name, undefined, values), say(speech, name, 'fr', values)],
      [said[0], said[2]],
    );
  });
}

test('the list has every sentence of the chat', () => {
  assert.deepEqual([...names].sort(), Object.keys(defaultReplies).sort());
});
