/** Simplified Chinese. */
import type { Terms } from '../terms/login.js';

const name = '微信扫码登录';
const notNow = '暂时无法登录';
const soon = '请稍后再试';
const kinds = { service: '服务号', subscription: '公众号' } as const;

export const terms: Terms = {
  lang: 'zh-Hans',
  name,
  picture: '微信登录二维码',
  kinds,
  existingOnly: '仅限已有账号登录',
  messages: {
    idle: [name, '点击按钮，获取登录二维码'],
    loading: [name, '正在准备二维码…'],
    ready: [name, '用微信扫一扫，如有提示请点“关注”'],
    offline: ['网络已断开', '请检查网络，恢复后会自动继续'],
    unreachable: ['连接失败', '请检查网络后重试'],
    failed: ['出了点问题', soon],
    unavailable: [notNow, '请使用其他方式登录，或稍后再来'],
  },
  show: '获取二维码',
  refresh: '刷新二维码',
  retry: '重试',
  open: '微信登录',
  close: '关闭',
};
