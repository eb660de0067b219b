/** Japanese. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'ご本人確認';
const failed = '確認できませんでした';

export const terms: StepUpTerms = {
  lang: 'ja',
  name,
  open: name,
  messages: {
    idle: [name, 'スマホで読み取るQRコードを表示します。'],
    loading: [name, 'QRコードを準備しています…'],
    ready: [name, 'アカウントと連携しているWeChatでスキャンしてください。'],
    reconnecting: [name, '再接続しています。QRコードはそのまま使えます。'],
    approved: ['まもなく完了します', '少々お待ちください…'],
    back: ['確認できました', 'ありがとうございます。操作を続けられます。'],
    denied: [failed, 'WeChatで「Not me」が押されました。変更はありません。'],
    cancelled: [failed, 'いつでもやり直せます。'],
    offline: ['オフラインです', '通信状況をご確認ください。接続が戻ると自動で再開します。'],
    unavailable: ['現在利用できません', '後ほどお試しください。'],
    reauthentication_required: ['ログインが必要です', 'ログアウトされています。'],
    session_mismatch: [failed, '未連携のWeChatです。連携済みのWeChatでスキャンしてください。'],
  },
};
