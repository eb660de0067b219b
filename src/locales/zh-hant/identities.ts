/** Traditional Chinese. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'zh-Hant',
  title: '微信登入',
  text: '綁定的微信掃一掃即可登入',
  wechat: '微信',
  linked: (day) => `${day}綁定`,
  empty: '您的帳號尚未綁定微信',
  unlink: '解除綁定',
  keep: '保留',
  confirmUnlink: '確定解除綁定？解除後，無法再用此微信登入您的帳號',
  unlinking: '正在解除…',
  unlinked: (name) => `已解除綁定：${name}`,
  messages: {
    last_way_in: '這是您帳號唯一的登入方式。請先新增其他方式，再解除綁定',
    reauthentication_required: '為了您的安全，請先重新登入',
    confirmation_required: '為了您的安全，請先在微信中確認是您本人',
    too_recent: (wait) =>
      `您在過去一天內用此微信登入過。為了您的安全，${wait ? `${wait}後` : '明天'}才能解除綁定`,
    rate_limited: (wait) => `操作過於頻繁，請${wait ? `在 ${wait}後` : '稍後'}重試`,
    unreachable: '連線失敗，請檢查網路後重試',
    failed: '出了點問題，請重試',
    unavailable: '暫時無法使用，請稍後再來',
  },
  close: '知道了',
  confirm: '在微信中確認',
  retry: '重試',
};
