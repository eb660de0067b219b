/** Simplified Chinese. */
import type { DoorTerms } from '../terms/doors.js';

const name = '微信登录';
const kinds = { service: '服务号', subscription: '公众号' } as const;

export const terms: DoorTerms = {
  lang: 'zh-Hans',
  messages: {
    message: ['发消息登录', '在微信中发送数字，再点“确认”即可登录'],
    save: [name, '保存二维码，再用微信从相册扫码'],
    hold: [name, '长按识别二维码，如有提示请点“关注”'],
    authorize: [name, '使用您的微信账号，无需密码'],
    elsewhere: ['此处无法登录', '请复制链接，在微信或浏览器中打开'],
    outside: ['请在微信中打开', '复制链接，发到任一微信聊天后点开'],
    unsaved: [name, '请截屏，再用微信从相册扫码'],
    begin: [name, '点击按钮开始登录'],
    late: ['登录已超时', '为了您的安全，请在几分钟内完成登录'],
    method_unavailable: ['暂时无法登录', '请使用其他方式登录，或稍后再来'],
    authorization_refused: ['尚未登录', '您未同意微信授权，可以重试'],
    authorization_failed: ['登录未成功', '微信未能确认此次登录，请重试'],
    follow_required: ['请先关注', '请先在微信中关注此账号，再重试'],
    virtual_user: ['当前为快照页', '请点微信底部的“使用完整服务”，再重试'],
  },
  find: (account, kind) => `在微信中搜索${kinds[kind]}“${account}”并关注`,
  scanAccount: (account, kind) => `用微信扫码或搜索，关注${kinds[kind]}“${account}”`,
  holdAccount: (account, kind) => `长按识别二维码，关注${kinds[kind]}“${account}”`,
  send: '在对话中发送这些数字',
  confirm: '在回复中点“确认”',
  take: '复制这些数字',
  sendAndConfirm: '在对话中发送数字，再点回复中的“确认”',
  copy: '复制',
  copied: '已复制',
  notCopied: '未能复制，内容已选中，请手动复制',
  accountPicture: '关注用的二维码',
  savePicture: '保存二维码',
  openWechat: '打开微信',
  scanAlbum: '点“＋”→“扫一扫”→“相册”，选择二维码',
  holdPicture: '也可长按上方二维码保存',
  notSaved: '未能保存，请长按二维码保存，或截屏',
  fileName: '微信登录二维码',
  authorize: '微信一键登录',
  copyLink: '复制链接',
  linkCopied: '链接已复制',
  officialAccounts: '选择服务号或公众号',
  cannotScan: '无法扫码？发消息登录',
  byMessage: '改用发消息登录',
  byQrCode: '改用二维码登录',
};
