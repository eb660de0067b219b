/** Simplified Chinese. */
import type { BindingTerms } from '../terms/binding.js';

const name = '关联微信';
const linked = ['关联成功', '以后用微信扫码，即可登录此账号'] as const;
const later = '请稍后再试';

export const terms: BindingTerms = {
  lang: 'zh-Hans',
  prompts: {
    choose: ['第一次在这里登录', '请选择如何继续'],
    create: ['创建账号', '填好以下信息就完成了'],
    link: ['关联已有账号', '验证一次，以后扫码即可登录'],
    existing: ['仅限已有账号登录', '如果您已有账号，请验证并关联'],
    connect: [name, '最后一步，请确认是您本人操作'],
    select: ['选择账号', '找到多个账号，以后用微信登录哪一个？'],
  },
  newAccount: ['我是新用户', '创建一个新账号'],
  existingAccount: ['我已有账号', '关联后，扫码即可登录'],
  submit: { create: '创建账号', link: '关联并登录' },
  busy: '请稍候…',
  back: '返回',
  restart: '返回扫码',
  methods: '验证方式',
  session: '当前账号',
  optional: '（选填）',
  send: '获取验证码',
  resend: '重新获取',
  resendIn: (seconds) => `${seconds}秒后重发`,
  sent: '如信息与账号相符，您将收到验证码',
  chatDigitsLabel: '微信里的六位数字',
  chatDigitsHint: (account) => (account ? `在微信与“${account}”的对话里` : '在微信的对话里'),
  mistakes: {
    missing: '请填写此项',
    digits: '请输入完整的六位数字',
    email: '请输入完整的邮箱地址',
    check: '格式不正确，请检查',
    long: '内容太长，最多200个字符',
    proof: ({ tries }) => `信息不正确，${tries || '请检查后重试'}`,
    chat: ({ tries }) => `与微信里的数字不一致${tries && `，${tries}`}`,
    rate_limited: ({ wait }) => `操作过于频繁，${wait ? `请在${wait}后重试` : later}`,
    reauthentication_required: '请先重新登录本网站',
    session_mismatch: '这里登录的已是另一个账号',
    identity_conflict: '此微信已关联其他账号',
    unreachable: '连接失败，请检查网络后重试',
    failed: `出了点问题，${later}`,
  },
  triesLeft: { other: '还可以再试#次' },
  messages: {
    cookies_blocked: ['Cookie 被禁用', '请允许本网站使用 Cookie，或在新标签页中打开本页'],
    old_browser: ['浏览器版本过低', '请升级浏览器，或改用其他浏览器'],
    load_failed: ['页面已更新', '本页已有新版本，请重试以重新加载'],
    linked,
    identity_conflict: ['无法关联', '此微信已关联其他账号'],
    proof_failed: ['错误次数过多', '账号未作任何更改，您可以重新扫码'],
    reauthentication_required: ['请重新登录', '为了账号安全，请先重新登录，再关联微信'],
    session_mismatch: ['账号已切换', '这里登录的已是另一个账号'],
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
      denied: ['已拒绝', '您在微信中选择了“不是我”'],
      cancelled: ['尚未关联', '您可以随时重新开始'],
      offline: ['网络已断开', '恢复连接后会自动继续'],
      unavailable: ['暂时无法关联', '请稍后再来'],
    },
  },
};
