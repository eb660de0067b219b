/** Simplified Chinese. */
import type { BindingTerms } from '../terms/binding.js';

const name = '关联微信';
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
    confirmation_required: '请先在微信中确认是您本人',
    session_mismatch: '这里登录的已是另一个账号',
    identity_conflict: '此微信已关联其他账号',
    unreachable: '连接失败，请检查网络后重试',
    failed: `出了点问题，${later}`,
  },
  triesLeft: { other: '还可以再试#次' },
};
