/** The texts of the phone in its two languages. Accessible names are fixed: see `names`. */

/** Accessible names of controls, the same in every language, because tests and docs use them. */
export const names = {
  person: 'Person',
  scan: 'Scan',
  follow: 'Follow',
  cancel: 'Cancel',
  confirm: 'Confirm',
  notMe: 'Not me',
  back: 'Back',
  account: 'Account',
  unfollow: 'Unfollow',
  openChat: 'Chat',
  message: 'Message',
  send: 'Send',
  retry: 'Try again',
  messages: 'Messages',
} as const;

const zhHans = {
  phone: '模拟手机',
  chats: '聊天',
  scan: '扫一扫',
  others: [
    ['文件传输', '合同扫描件.pdf', '09:12'],
    ['周末徒步', '周六七点，南门集合', '昨天'],
    ['家', '晚上回来吃饭吗？', '昨天'],
    ['读书会', '下周聊第三章', '周三'],
    ['楼下花店', '向日葵到货啦', '周二'],
  ],
  justNow: '刚刚',
  searching: '将取景框对准页面上的二维码',
  found: '已识别',
  opening: '正在打开…',
  nothingInView: '视野里没有二维码',
  nothingHint: '让二维码完整、清晰地显示在页面上',
  tainted: '浏览器不允许读取这张图片',
  retry: '再试一次',
  cancel: '取消',
  kinds: { service: '服务号', subscription: '公众号' },
  description: '账号主体已认证 · 模拟环境',
  follow: '关注',
  followHint: '关注后即可收到消息',
  following: '已关注',
  unfollow: '取消关注',
  openChat: '发消息',
  unfollowed: '已取消关注',
  noMessages: '还没有消息',
  placeholder: '发消息',
  send: '发送',
  expired: ['二维码已过期', '请在页面上刷新后再扫'],
  unknown: ['无法识别的二维码', '这不是公众平台的二维码'],
  unavailable: ['暂时无法使用', '该账号当前不能提供服务'],
  failed: ['网络不给力', '手机暂时连不上平台'],
  newMessage: '新消息',
  messages: '信息',
  unread: '条未读',
  to: '发至',
  noMail: '发到手机号和邮箱的信息会出现在这里',
} as const;

/** The shape of the Chinese texts, with any strings. */
type Wording<Text> = Text extends string
  ? string
  : { readonly [Key in keyof Text]: Wording<Text[Key]> };
export type Texts = Wording<typeof zhHans>;

const en: Texts = {
  phone: 'Simulated phone',
  chats: 'Chats',
  scan: 'Scan',
  others: [
    ['File transfer', 'contract-scan.pdf', '09:12'],
    ['Weekend hikes', 'Saturday 7 am, south gate', 'Yesterday'],
    ['Home', 'Back for dinner tonight?', 'Yesterday'],
    ['Book club', 'Chapter three next week', 'Wed'],
    ['Corner florist', 'Sunflowers are in', 'Tue'],
  ],
  justNow: 'now',
  searching: 'Point at the code on the page',
  found: 'Code found',
  opening: 'Opening…',
  nothingInView: 'No code in view',
  nothingHint: 'It has to be on the page, whole and clear',
  tainted: 'The browser keeps this picture’s pixels to itself',
  retry: 'Try again',
  cancel: 'Cancel',
  kinds: { service: 'Service account', subscription: 'Official account' },
  description: 'Verified · simulated',
  follow: 'Follow',
  followHint: 'Follow to receive its messages',
  following: 'Following',
  unfollow: 'Unfollow',
  openChat: 'Chat',
  unfollowed: 'No longer following',
  noMessages: 'No messages yet',
  placeholder: 'Message',
  send: 'Send',
  expired: ['This code has expired', 'Refresh it on the page, then scan again'],
  unknown: ['Not a code we know', 'It does not belong to an official account'],
  unavailable: ['Not available', 'This account cannot be used at present'],
  failed: ['No connection', 'The phone cannot reach the platform'],
  newMessage: 'New message',
  messages: 'Messages',
  unread: 'unread',
  to: 'to',
  noMail: 'What is sent to your number or e-mail address arrives here',
};

/** Simplified Chinese for every Chinese tag, English for all else. */
export function textsFor(lang: string): Texts {
  return /^zh\b/i.test(lang) ? zhHans : en;
}
