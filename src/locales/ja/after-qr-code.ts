/** Japanese. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'WeChatを連携';
const linked = ['連携しました', '今後はこのWeChatでログインできます。'] as const;
const moment = '少々お待ちください…';
const later = '時間をおいて、もう一度お試しください。';
const notNow = '現在利用できません';
const confirm = 'WeChatで確認';
const restart = 'いつでもやり直せます。';
const reconnecting = '再接続しています。QRコードはそのまま使えます。';
const switched = '現在、別のアカウントでログインしています。';

export const terms: AfterQrCodeTerms = {
  lang: 'ja',
  yourAccount: 'お客様のアカウント',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'コピー', copied: 'コピーしました' },
  messages: {
    accept: ['規約への同意が必要です', '同意すると、QRコードが表示されます。'],
    disabled: [notNow, 'このログイン方法は現在停止しています。'],
    tap: [confirm, 'スマホのチャットを開き、「Confirm」をタップしてください。'],
    digits: [confirm, 'この6桁の数字を、スマホのチャットで送信してください。'],
    reconnecting: ['WeChatでログイン', reconnecting],
    expired: ['有効期限切れです', '安全のため、QRコードは数分間だけ有効です。'],
    cancelled: ['キャンセルしました', restart],
    rate_limited: [
      '上限に達しました',
      ({ wait }) => (wait ? `${wait}後に、もう一度お試しください。` : later),
    ],
    quota_exhausted: [notNow, 'QRコードの発行数が上限に達しました。後ほどお試しください。'],
    platform_disabled: [notNow, 'この公式アカウントは停止中です。別の方法をお試しください。'],
    upstream_unavailable: ['WeChatが応答しません', later],
    approved: ['ログインしています', moment],
    welcome: ['ログインしました', 'ようこそ。アカウントを作成しました。'],
    back: ['ログインしました', 'いつもご利用ありがとうございます。'],
    denied: ['中止しました', 'WeChatで「Not me」が押されました。'],
    cookies_blocked: [
      'Cookieが無効です',
      'Cookieを許可するか、新しいタブでこのページを開いてください。',
    ],
    foreign_frame: ['あと1ステップです', '安全のため、別のウィンドウで続けてください。'],
    old_browser: ['非対応のブラウザです', '更新するか、別のブラウザをご利用ください。'],
    load_failed: ['読み込めませんでした', 'ページの一部が読み込めません。もう一度お試しください。'],
    linked,
    identity_conflict: ['連携済みです', 'このWeChatは別のアカウントと連携しています。'],
    proof_failed: ['もう入力できません', '変更はありません。もう一度スキャンしてください。'],
    reauthentication_required: [
      '再ログインが必要です',
      '安全のため、ログインし直してからWeChatを連携してください。',
    ],
    confirmation_required: [
      '確認が必要です',
      '安全のため、ログインし直し、WeChatで確認してください。',
    ],
    session_mismatch: ['別のアカウントです', switched],
    captcha_required: ['セキュリティ確認', '確認が済むと、QRコードが表示されます。'],
    sign_in_refused: ['続行できません', 'お心当たりがない場合は、サイトへお問い合わせください。'],
  },
  link: {
    name,
    messages: {
      idle: [name, 'スマホで読み取るQRコードを表示します。'],
      loading: [name, 'QRコードを準備しています…'],
      ready: [name, 'WeChatでスキャンし、「フォロー」が表示されたらタップしてください。'],
      reconnecting: [name, reconnecting],
      approved: ['まもなく完了します', moment],
      back: linked,
      denied: ['連携を中止しました', 'WeChatで「Not me」が押されました。変更はありません。'],
      cancelled: ['連携を中止しました', restart],
      offline: ['オフラインです', '通信状況をご確認ください。接続が戻ると自動で再開します。'],
      unavailable: [notNow, '後ほどお試しください。'],
    },
  },
};
