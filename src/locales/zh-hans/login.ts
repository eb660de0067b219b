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
  yourAccount: '您的账号',
  messages: {
    idle: [name, '点击按钮，获取登录二维码'],
    accept: ['请先同意条款', '勾选后，二维码会显示在这里'],
    disabled: [notNow, '此登录方式目前未启用'],
    loading: [name, '正在准备二维码…'],
    ready: [name, '用微信扫一扫，如有提示请点“关注”'],
    reconnecting: [name, '正在重新连接，二维码仍可使用'],
    tap: ['请在微信中确认', '请打开手机微信的对话，点“确认”'],
    digits: ['请在微信中确认', '请在手机微信的对话里发送这六位数字'],
    approved: ['正在登录', '请稍候…'],
    welcome: ['登录成功', '欢迎加入，您的账号已创建'],
    back: ['登录成功', '欢迎回来'],
    expired: ['二维码已过期', '为了您的安全，二维码仅短时有效'],
    denied: ['登录已阻止', '有人点了“不是我”，没有任何人登录'],
    cancelled: ['登录已取消', '您可以随时重新开始'],
    offline: ['网络已断开', '请检查网络，恢复后会自动继续'],
    rate_limited: ['操作过于频繁', ({ wait }) => (wait ? `请在${wait}后重试` : soon)],
    quota_exhausted: [notNow, '二维码数量已达上限，请稍后再来'],
    platform_disabled: [notNow, ({ kind }) => `此${kinds[kind]}暂时无法用于登录，请使用其他方式`],
    upstream_unavailable: ['微信没有响应', soon],
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
