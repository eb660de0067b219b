/** Simplified Chinese. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'zh-Hans',
  title: '微信登录',
  text: '关联的微信扫一扫即可登录',
  wechat: '微信',
  linked: (day) => `${day}关联`,
  empty: '您的账号尚未关联微信',
  unlink: '解除关联',
  keep: '保留',
  confirmUnlink: '确定解除关联？解除后，无法再用此微信登录您的账号',
  unlinking: '正在解除…',
  unlinked: (name) => `已解除关联：${name}`,
  messages: {
    last_way_in: '这是您账号唯一的登录方式。请先添加其他方式，再解除关联',
    reauthentication_required: '为了您的安全，请先重新登录',
    confirmation_required: '为了您的安全，请先在微信中确认是您本人',
    too_recent: (wait) =>
      `您在过去一天内用此微信登录过。为了您的安全，${wait ? `${wait}后` : '明天'}才能解除关联`,
    rate_limited: (wait) => `操作过于频繁，请${wait ? `在${wait}后` : '稍后'}重试`,
    unreachable: '连接失败，请检查网络后重试',
    failed: '出了点问题，请重试',
    unavailable: '暂时无法使用，请稍后再来',
  },
  close: '知道了',
  confirm: '在微信中确认',
  retry: '重试',
};
