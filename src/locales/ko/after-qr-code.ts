/** Korean. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'WeChat 연결';
const linked = ['연결되었습니다', '이제 이 WeChat으로 로그인할 수 있습니다.'] as const;
const moment = '잠시만 기다려 주세요…';
const later = '잠시 후 다시 시도해 주세요.';
const notNow = '이용할 수 없습니다';
const confirm = 'WeChat에서 확인';
const restart = '언제든지 다시 시작할 수 있습니다.';
const reconnecting = '다시 연결하는 중입니다. QR 코드는 계속 사용할 수 있습니다.';

export const terms: AfterQrCodeTerms = {
  lang: 'ko',
  yourAccount: '내 계정',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: '복사', copied: '복사됨' },
  messages: {
    accept: ['약관에 동의해 주세요', '동의하시면 QR 코드가 표시됩니다.'],
    disabled: [notNow, '이 로그인 방법은 현재 사용할 수 없습니다.'],
    tap: [confirm, '휴대폰에서 채팅을 열고 ‘Confirm’을 눌러 주세요.'],
    digits: [confirm, '휴대폰 채팅에서 이 숫자 6자리를 보내 주세요.'],
    reconnecting: ['WeChat으로 로그인', reconnecting],
    expired: ['QR 코드 만료', '안전을 위해 QR 코드는 몇 분 동안만 유효합니다.'],
    cancelled: ['로그인을 취소했습니다', restart],
    rate_limited: [
      '시도 횟수 초과',
      ({ wait }) => (wait ? `${wait} 후에 다시 시도해 주세요.` : later),
    ],
    quota_exhausted: [notNow, '현재 발급할 수 있는 QR 코드가 없습니다. 나중에 다시 이용해 주세요.'],
    platform_disabled: [
      notNow,
      '이 공식 계정은 이용할 수 없습니다. 다른 방법으로 로그인해 주세요.',
    ],
    upstream_unavailable: ['WeChat 응답이 없습니다', later],
    approved: ['로그인 중입니다', moment],
    welcome: ['로그인되었습니다', '환영합니다. 새 계정이 준비되었습니다.'],
    back: ['로그인되었습니다', '다시 오신 것을 환영합니다.'],
    denied: ['로그인이 중단되었습니다', '누군가 WeChat에서 ‘Not me’를 눌렀습니다.'],
    cookies_blocked: [
      '쿠키가 차단되었습니다',
      '이 사이트의 쿠키를 허용하거나 새 탭에서 열어 주세요.',
    ],
    foreign_frame: ['한 단계 남았습니다', '안전을 위해 별도의 창에서 계속해 주세요.'],
    old_browser: [
      '지원되지 않는 브라우저',
      '브라우저를 업데이트하거나 다른 브라우저를 이용해 주세요.',
    ],
    load_failed: ['불러오지 못했습니다', '페이지 일부를 불러오지 못했습니다. 다시 시도해 주세요.'],
    linked,
    identity_conflict: ['이미 연결되어 있습니다', '이 WeChat은 다른 계정에 연결되어 있습니다.'],
    proof_failed: ['입력 횟수 초과', '변경된 내용은 없습니다. 다시 스캔할 수 있습니다.'],
    reauthentication_required: [
      '다시 로그인해 주세요',
      '계정 보호를 위해 다시 로그인한 후 WeChat을 연결해 주세요.',
    ],
    confirmation_required: [
      '확인이 필요합니다',
      '안전을 위해 다시 로그인하고 WeChat에서 확인해 주세요.',
    ],
    session_mismatch: ['계정이 변경되었습니다', '현재 다른 계정으로 로그인되어 있습니다.'],
    captcha_required: ['보안 확인', '확인을 마치면 QR 코드가 표시됩니다.'],
    sign_in_refused: ['계속할 수 없습니다', '착오라고 생각되시면 이 사이트에 문의해 주세요.'],
  },
  link: {
    name,
    messages: {
      idle: [name, '휴대폰으로 스캔할 QR 코드를 표시합니다.'],
      loading: [name, 'QR 코드를 준비하고 있습니다…'],
      ready: [name, 'WeChat으로 스캔하고, 안내가 나오면 ‘팔로우’를 눌러 주세요.'],
      reconnecting: [name, reconnecting],
      approved: ['거의 다 되었습니다', moment],
      back: linked,
      denied: [
        '연결되지 않았습니다',
        '누군가 WeChat에서 ‘Not me’를 눌렀습니다. 변경된 내용은 없습니다.',
      ],
      cancelled: ['연결되지 않았습니다', restart],
      offline: [
        '오프라인 상태입니다',
        '인터넷 연결을 확인해 주세요. 연결되면 자동으로 계속됩니다.',
      ],
      unavailable: [notNow, '나중에 다시 이용해 주세요.'],
    },
  },
};
