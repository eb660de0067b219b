/** The texts of the shop's pages, in its two languages. */

export type Lang = 'zh-Hans' | 'en';

/** @param tag BCP 47, as the browser or the address asks for it; English by default */
export function nearestLang(tag = 'en'): Lang {
  return /^zh\b/i.test(tag) ? 'zh-Hans' : 'en';
}

export const shopName: Readonly<Record<Lang, string>> = {
  'zh-Hans': '山岚商店',
  en: 'Shanlan Store',
};

const zhHans = {
  title: '登录',
  signedInAs: '已登录为',
  name: '怎么称呼您',
  rename: '保存',
  nameRefused: '名字需为 1 到 64 个可见的字，不含控制字符。',
  signOut: '退出登录',
  settings: '设置',
  phone: '模拟手机：点“扫一扫”，读取页面上的二维码',
  other: 'English',
  about: '这是 wechat-mp-login 的演示。',
  simulated: '手机、微信平台和账号都是模拟的，整个流程在一个进程里真实运行。',
  withPassword: '用密码登录',
  withWechat: '微信扫码登录',
  passwordTitle: '用密码登录',
  again: '请再次确认身份',
  againWhy: '更改登录方式前，请重新登录一次。',
  email: '邮箱',
  password: '密码',
  signIn: '登录',
  wrong: '邮箱或密码不正确。',
  elsewhere: '请求来自其他网站，未予处理。请在此页面重新提交。',
  tooMany: (minutes: number) => `尝试次数过多，请在 ${minutes} 分钟后再试。`,
  busy: '登录的人较多，请稍等几秒后再试。',
  back: '返回首页',
  others: '退出其他设备',
  othersWhy: '在其他浏览器和设备上退出这个账号，这里保持登录。',
  othersDone: '已在其他设备上退出。',
  linkTitle: '关联微信',
} as const;

/** The shape of the Chinese texts, with any text in it. */
type AnyText<Text> = Text extends string ? string : Text;
export type Texts = { readonly [Key in keyof typeof zhHans]: AnyText<(typeof zhHans)[Key]> };

const en: Texts = {
  title: 'Sign in',
  signedInAs: 'Signed in as',
  name: 'What should we call you?',
  rename: 'Save',
  nameRefused: 'A name has 1 to 64 characters that can be seen, and no control characters.',
  signOut: 'Sign out',
  settings: 'Settings',
  phone: 'A simulated phone: tap Scan, and it reads the QR code on this page',
  other: '中文',
  about: 'This is the demo of wechat-mp-login.',
  simulated: 'The phone, WeChat and the people are simulated. The login between them is real.',
  withPassword: 'Sign in with a password',
  withWechat: 'Sign in with WeChat',
  passwordTitle: 'Sign in with a password',
  again: 'Is it still you?',
  againWhy: 'To change how you sign in, please sign in once more.',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  wrong: 'The e-mail or password is incorrect.',
  elsewhere:
    'This form was sent from another site, so it was ignored. Please send it from this page.',
  tooMany: (minutes) =>
    `Too many tries. Please try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  busy: 'Many people are signing in just now. Please try again in a few seconds.',
  back: 'Back to the shop',
  others: 'Sign out everywhere else',
  othersWhy: 'Ends this account’s sessions in other browsers and on other devices. You stay here.',
  othersDone: 'Signed out everywhere else.',
  linkTitle: 'Link a WeChat',
};

export const texts = { 'zh-Hans': zhHans, en } satisfies Record<Lang, Texts>;
