/** Japanese. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'ja',
  title: 'WeChatログイン',
  text: '連携したWeChatでログインできます',
  wechat: 'WeChat',
  linked: (day) => `${day}に連携`,
  empty: '連携しているWeChatはありません。',
  unlink: '連携を解除',
  keep: 'キャンセル',
  confirmUnlink: '連携を解除しますか？このWeChatではログインできなくなります。',
  unlinking: '解除しています…',
  unlinked: (name) => `「${name}」の連携を解除しました。`,
  messages: {
    last_way_in:
      'ほかにログイン方法がないため、解除できません。先に別のログイン方法を追加してください。',
    reauthentication_required: '安全のため、先にログインし直してください。',
    confirmation_required: '安全のため、先にWeChatでご本人確認をしてください。',
    too_recent: (wait) =>
      `このWeChatで24時間以内にログインしています。安全のため、解除は${wait ? `${wait}後` : '明日'}から可能です。`,
    rate_limited: (wait) =>
      `回数の上限を超えました。${wait ? `${wait}後に` : '後ほど'}お試しください。`,
    unreachable: '接続できません。通信状況を確認して、もう一度お試しください。',
    failed: 'エラーが発生しました。もう一度お試しください。',
    unavailable: '現在利用できません。後ほどお試しください。',
  },
  close: 'OK',
  confirm: 'WeChatで確認',
  retry: 'もう一度試す',
};
