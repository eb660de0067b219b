/** Simplified Chinese. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = '关联微信';
const linked = ['关联成功', '以后用微信扫码，即可登录此账号'] as const;
const later = '请稍后再试';
const notNow = '暂时无法登录';
const kinds = { service: '服务号', subscription: '公众号' } as const;

export const terms: AfterQrCodeTerms = {
  lang: 'zh-Hans',
  yourAccount: '您的账号',
  chat: { confirm: '确认', notMe: '不是我', copy: '复制', copied: '已复制' },
  messages: {
    accept: ['请先同意条款', '勾选后，二维码会显示在这里'],
    disabled: [notNow, '此登录方式目前未启用'],
    tap: ['请在微信中确认', '请打开手机微信的对话，点“确认”'],
    digits: ['请在微信中确认', '请在手机微信的对话里发送这六位数字'],
    reconnecting: ['微信扫码登录', '正在重新连接，二维码仍可使用'],
    expired: ['二维码已过期', '为了您的安全，二维码仅短时有效'],
    cancelled: ['登录已取消', '您可以随时重新开始'],
    rate_limited: ['操作过于频繁', ({ wait }) => (wait ? `请在${wait}后重试` : later)],
    quota_exhausted: [notNow, '二维码数量已达上限，请稍后再来'],
    platform_disabled: [notNow, ({ kind }) => `此${kinds[kind]}暂时无法用于登录，请使用其他方式`],
    upstream_unavailable: ['微信没有响应', later],
    approved: ['正在登录', '请稍候…'],
    welcome: ['登录成功', '欢迎加入，您的账号已创建'],
    back: ['登录成功', '欢迎回来'],
    denied: ['登录已阻止', '有人点了“不是我”，没有任何人登录'],
    cookies_blocked: ['Cookie 被禁用', '请允许本网站使用 Cookie，或在新标签页中打开本页'],
    foreign_frame: ['还差一步', '为了安全，请在单独的窗口中继续'],
    old_browser: ['浏览器版本过低', '请升级浏览器，或改用其他浏览器'],
    load_failed: ['页面未完整加载', '部分内容缺失，请重试以重新加载'],
    linked,
    identity_conflict: ['无法关联', '此微信已关联其他账号'],
    proof_failed: ['错误次数过多', '账号未作任何更改，您可以重新扫码'],
    reauthentication_required: ['请重新登录', '为了账号安全，请先重新登录，再关联微信'],
    confirmation_required: ['请先确认', '为了账号安全，请重新登录并在微信中确认'],
    session_mismatch: ['账号已切换', '这里登录的已是另一个账号'],
    captcha_required: ['安全验证', '请先完成验证，随后显示二维码'],
    sign_in_refused: ['无法继续', '如有疑问，请联系本网站'],
  },
  link: {
    name,
    messages: {
      idle: [name, '点击按钮，获取二维码'],
      loading: [name, '正在准备二维码…'],
      ready: [name, '用微信扫一扫，如有提示请点“关注”'],
      reconnecting: [name, '正在重新连接，二维码仍可使用'],
      approved: ['即将完成', '请稍候…'],
      back: linked,
      denied: ['未关联', '有人点了“不是我”，未做任何更改'],
      cancelled: ['尚未关联', '您可以随时重新开始'],
      offline: ['网络已断开', '请检查网络，恢复后会自动继续'],
      unavailable: ['暂时无法关联', '请稍后再来'],
    },
  },
};
