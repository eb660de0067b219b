/** Japanese. */
import type { Terms } from '../terms/login.js';

const name = 'WeChatでログイン';
const later = '時間をおいて、もう一度お試しください。';

export const terms: Terms = {
  lang: 'ja',
  name,
  picture: 'WeChatログイン用のQRコード',
  kinds: { service: 'サービスアカウント', subscription: '公式アカウント' },
  existingOnly: '会員専用',
  messages: {
    idle: [name, 'スマホで読み取るQRコードを表示します。'],
    loading: [name, 'QRコードを準備しています…'],
    ready: [name, 'WeChatでスキャンし、「フォロー」が表示されたらタップしてください。'],
    offline: ['オフラインです', '通信状況をご確認ください。接続が戻ると自動で再開します。'],
    unreachable: ['接続できません', '通信状況を確認して、もう一度お試しください。'],
    failed: ['エラーが発生しました', later],
    unavailable: ['現在利用できません', '別の方法でログインするか、後ほどお試しください。'],
  },
  show: 'QRコードを表示',
  refresh: 'QRコードを更新',
  retry: 'もう一度試す',
  open: name,
  close: '閉じる',
};
