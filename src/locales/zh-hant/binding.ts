/** Traditional Chinese. */
import type { BindingTerms } from '../terms/binding.js';

const name = '綁定微信';
const later = '請稍後再試';

export const terms: BindingTerms = {
  lang: 'zh-Hant',
  prompts: {
    choose: ['第一次在這裡登入', '請選擇如何繼續'],
    create: ['建立帳號', '填好以下資料就完成了'],
    link: ['綁定現有帳號', '驗證一次，以後掃碼即可登入'],
    existing: ['僅限現有帳號登入', '如果您已有帳號，請驗證並綁定'],
    connect: [name, '最後一步，請確認是您本人操作'],
    select: ['選擇帳號', '找到多個帳號，以後用微信登入哪一個？'],
  },
  newAccount: ['我是新使用者', '建立一個新帳號'],
  existingAccount: ['我已有帳號', '綁定後，掃碼即可登入'],
  submit: { create: '建立帳號', link: '綁定並登入' },
  busy: '請稍候…',
  back: '返回',
  restart: '返回掃碼',
  methods: '驗證方式',
  session: '目前帳號',
  optional: '（選填）',
  send: '取得驗證碼',
  resend: '重新取得',
  resendIn: (seconds) => `${seconds} 秒後重發`,
  sent: '如資料與帳號相符，您將收到驗證碼',
  chatDigitsLabel: '微信裡的六位數字',
  chatDigitsHint: (account) => (account ? `在微信與「${account}」的對話裡` : '在微信的對話裡'),
  mistakes: {
    missing: '請填寫此項',
    digits: '請輸入完整的六位數字',
    email: '請輸入完整的電子郵件地址',
    check: '格式不正確，請檢查',
    long: '內容太長，最多 200 個字元',
    proof: ({ tries }) => `資料不正確，${tries || '請檢查後重試'}`,
    chat: ({ tries }) => `與微信裡的數字不一致${tries && `，${tries}`}`,
    rate_limited: ({ wait }) => `操作過於頻繁，${wait ? `請在 ${wait}後重試` : later}`,
    reauthentication_required: '請先重新登入本網站',
    confirmation_required: '請先在微信中確認是您本人',
    session_mismatch: '這裡登入的已是另一個帳號',
    identity_conflict: '此微信已綁定其他帳號',
    unreachable: '連線失敗，請檢查網路後重試',
    failed: `出了點問題，${later}`,
  },
  triesLeft: { other: '還可以再試 # 次' },
};
