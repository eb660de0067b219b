/** Japanese. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'WeChatでログイン';

export const terms: DoorTerms = {
  lang: 'ja',
  messages: {
    message: ['メッセージでログイン', 'WeChatで数字を送信し、確認するとログインできます。'],
    save: [name, 'QRコードを保存し、WeChatのアルバムから読み取ってください。'],
    hold: [name, 'QRコードを長押しし、「フォロー」が表示されたらタップしてください。'],
    authorize: [name, 'WeChatアカウントでログイン。パスワードは不要です。'],
    elsewhere: ['ここでは使えません', 'リンクをコピーし、WeChatかブラウザで開いてください。'],
    outside: ['WeChatで開く', 'リンクをコピーしてWeChatのチャットに送り、タップしてください。'],
    unsaved: [name, 'スクリーンショットを撮り、WeChatのアルバムから読み取ってください。'],
    begin: [name, 'ボタンをタップして始めてください。'],
    late: ['時間切れです', '安全のため、数分以内にログインしてください。'],
    method_unavailable: ['現在利用できません', '別の方法でログインするか、後ほどお試しください。'],
    authorization_refused: [
      'ログインしていません',
      'WeChatで許可されませんでした。もう一度お試しいただけます。',
    ],
    authorization_failed: [
      'ログインできません',
      'WeChatで確認できませんでした。もう一度お試しください。',
    ],
    follow_required: [
      'フォローが必要です',
      'WeChatで公式アカウントをフォローしてからお試しください。',
    ],
    virtual_user: [
      'プレビュー表示です',
      'WeChat下部のボタンで通常の表示に切り替えてから、お試しください。',
    ],
  },
  find: (account) => `WeChatで「${account}」を検索してフォローします。`,
  scanAccount: (account) =>
    `WeChatでこのQRコードをスキャンするか名前で検索し、「${account}」をフォローします。`,
  holdAccount: (account) => `このQRコードを長押しして、「${account}」をフォローします。`,
  send: 'チャットでこの数字を送信します。',
  confirm: '返信の「Confirm」をタップします。',
  take: 'この数字をコピーします。',
  sendAndConfirm: 'チャットで数字を送信し、返信の「Confirm」をタップします。',
  copy: 'コピー',
  copied: 'コピーしました',
  notCopied: 'コピーできませんでした。選択済みですので、手動でコピーしてください。',
  accountPicture: '公式アカウントのQRコード',
  savePicture: 'QRコードを保存',
  openWechat: 'WeChatを開く',
  scanAlbum: '「＋」→「スキャン」→「アルバム」からQRコードを選びます。',
  holdPicture: '上のQRコードの長押しでも保存できます。',
  notSaved: '保存できませんでした。QRコードを長押しするか、スクリーンショットを撮ってください。',
  fileName: 'wechat-login',
  authorize: 'WeChatで続ける',
  copyLink: 'リンクをコピー',
  linkCopied: 'コピーしました',
  officialAccounts: '公式アカウント',
  cannotScan: 'スキャンできない場合はこちら',
  byMessage: 'メッセージでログイン',
  byQrCode: 'QRコードでログイン',
};
