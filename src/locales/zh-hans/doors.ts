/** Simplified Chinese. */
import type { DoorTerms } from '../terms/doors.js';

const name = '微信登录';

export const terms: DoorTerms = {
  lang: 'zh-Hans',
  messages: {
    message: ['发送消息登录', '向公众号发送下面的数字'],
    save: [name, '保存二维码，再用微信从相册扫描'],
    'long-press': [name, '长按识别二维码，如有提示请点“关注”'],
    authorize: [name, '点击按钮即可登录'],
    elsewhere: ['请在别处打开此页面', '复制链接，在微信或浏览器中打开'],
    outside: ['请在微信中打开此页面', '复制链接，发到微信聊天中打开'],
    unsaved: [name, '请截屏，再用微信从相册扫描'],
    method_unavailable: ['暂时无法登录', '请使用其他方式登录，或稍后再来'],
    authorization_refused: ['未登录', '您未同意授权，可以重试'],
    authorization_failed: ['请重试', '微信未能确认此次登录'],
    virtual_user: ['请打开完整页面', '请点微信底部的“使用完整服务”，再重试'],
  },
  find: (account) => `在微信中搜索“${account}”并关注`,
  scanAccount: (account) => `用微信扫描“${account}”的二维码，或搜索并关注`,
  send: '在对话中发送这些数字：',
  confirm: '在回复中点“确认”',
  copy: '复制',
  copied: '已复制',
  accountPicture: '公众号二维码',
  savePicture: '保存二维码',
  openWechat: '打开微信',
  scanAlbum: '点 ⊕ →“扫一扫”→“相册”，选择二维码',
  holdPicture: '长按二维码保存',
  fileName: '微信登录二维码',
  authorize: '微信登录',
  copyLink: '复制链接',
  linkCopied: '链接已复制',
  byMessage: '改为发送消息',
  byQrCode: '改用二维码登录',
};
