/** Japanese. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'アカウントを作成';

export const terms: BindingTerms = {
  lang: 'ja',
  prompts: {
    choose: ['初めてのご利用ですか？', '続ける方法をお選びください。'],
    create: [create, '必要な項目を入力すれば完了です。'],
    link: ['アカウントを連携', '一度確認すれば、次回からはスキャンだけでログインできます。'],
    existing: ['会員専用です', '会員の方は、お持ちのアカウントを連携してください。'],
    connect: ['WeChatを連携', '最後に、ご本人であることを確認します。'],
    select: ['アカウントを選択', '複数あります。WeChatでログインするアカウントをお選びください。'],
  },
  newAccount: ['はじめて利用する', '新しいアカウントを作成'],
  existingAccount: ['アカウントを持っている', '連携すれば次回はスキャンのみ'],
  submit: { create, link: '連携してログイン' },
  busy: '少々お待ちください…',
  back: '戻る',
  restart: 'スキャンし直す',
  methods: '本人確認の方法',
  session: 'ログイン中のアカウント',
  optional: '（任意）',
  send: 'コードを送信',
  resend: '再送信',
  resendIn: (seconds) => `${seconds}秒後に再送`,
  sent: '登録がある場合は、認証コードが届きます。',
  chatDigitsLabel: 'WeChatに届いた6桁の数字',
  chatDigitsHint: (account) =>
    account
      ? `WeChatの「${account}」とのチャットに届いています。`
      : 'WeChatのチャットに届いています。',
  mistakes: {
    missing: '入力してください。',
    digits: '6桁の数字をすべて入力してください。',
    email: 'メールアドレスを正しく入力してください。',
    check: '形式が正しくありません。ご確認ください。',
    long: '長すぎます。200文字以内で入力してください。',
    proof: ({ tries }) => `一致しませんでした。${tries || 'もう一度お試しください。'}`,
    chat: ({ tries }) => `チャットの数字と一致しません。${tries}`,
    rate_limited: ({ wait }) =>
      `回数の上限を超えました。${wait ? `${wait}後に` : '後ほど'}お試しください。`,
    reauthentication_required: 'まず、このサイトにログインし直してください。',
    confirmation_required: 'まず、WeChatでご本人確認をしてください。',
    session_mismatch: '現在、別のアカウントでログインしています。',
    identity_conflict: 'このWeChatは別のアカウントと連携しています。',
    unreachable: '接続できません。通信状況を確認して、もう一度お試しください。',
    failed: 'エラーが発生しました。もう一度お試しください。',
  },
  triesLeft: { other: 'あと#回お試しいただけます。' },
};
