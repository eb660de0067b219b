/** Korean. */
import type { BindingTerms } from '../terms/binding.js';

const create = '계정 만들기';

export const terms: BindingTerms = {
  lang: 'ko',
  prompts: {
    choose: ['처음 오셨나요?', '계속할 방법을 선택해 주세요.'],
    create: [create, '몇 가지 정보만 입력하면 완료됩니다.'],
    link: ['기존 계정 연결', '한 번만 인증하면 다음부터는 스캔만으로 로그인됩니다.'],
    existing: ['회원 전용', '회원만 로그인할 수 있습니다. 회원이시면 계정을 연결해 주세요.'],
    connect: ['WeChat 연결', '마지막으로 본인 확인이 필요합니다.'],
    select: ['계정 선택', '계정이 여러 개입니다. WeChat으로 로그인할 계정을 선택하세요.'],
  },
  newAccount: ['처음 이용합니다', '새 계정 만들기'],
  existingAccount: ['이미 계정이 있습니다', '연결 후 스캔만으로 로그인'],
  submit: { create, link: '연결하고 로그인' },
  busy: '잠시만 기다려 주세요…',
  back: '뒤로',
  restart: '다시 스캔',
  methods: '본인 확인 방법',
  session: '현재 로그인된 계정',
  optional: '(선택)',
  send: '인증번호 받기',
  resend: '다시 받기',
  resendIn: (seconds) => `${seconds}초 후 재전송`,
  sent: '가입된 정보와 일치하면 인증번호가 전송됩니다.',
  chatDigitsLabel: 'WeChat으로 받은 숫자 6자리',
  chatDigitsHint: (account) =>
    account
      ? `WeChat의 ‘${account}’ 채팅에서 확인할 수 있습니다.`
      : 'WeChat 채팅에서 확인할 수 있습니다.',
  mistakes: {
    missing: '필수 입력 항목입니다.',
    digits: '숫자 6자리를 모두 입력해 주세요.',
    email: '올바른 이메일 주소를 입력해 주세요.',
    check: '형식이 올바르지 않습니다. 다시 확인해 주세요.',
    long: '200자 이내로 입력해 주세요.',
    proof: ({ tries }) => `일치하지 않습니다. ${tries || '다시 확인해 주세요.'}`,
    chat: ({ tries }) => `채팅의 숫자와 일치하지 않습니다.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `시도 횟수를 초과했습니다. ${wait ? `${wait} 후에` : '나중에'} 다시 시도해 주세요.`,
    reauthentication_required: '먼저 이 사이트에 다시 로그인해 주세요.',
    confirmation_required: '먼저 WeChat에서 본인 확인을 해 주세요.',
    session_mismatch: '현재 다른 계정으로 로그인되어 있습니다.',
    identity_conflict: '이 WeChat은 다른 계정에 연결되어 있습니다.',
    unreachable: '연결할 수 없습니다. 인터넷 연결을 확인한 후 다시 시도해 주세요.',
    failed: '문제가 발생했습니다. 다시 시도해 주세요.',
  },
  triesLeft: { other: '#번 더 시도할 수 있습니다.' },
};
