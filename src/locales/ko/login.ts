/** Korean. */
import type { Terms } from '../terms/login.js';

const name = 'WeChat으로 로그인';
const later = '잠시 후 다시 시도해 주세요.';

export const terms: Terms = {
  lang: 'ko',
  name,
  picture: 'WeChat 로그인용 QR 코드',
  kinds: { service: '서비스 계정', subscription: '공식 계정' },
  existingOnly: '기존 회원 전용',
  messages: {
    idle: [name, '휴대폰으로 스캔할 QR 코드를 표시합니다.'],
    loading: [name, 'QR 코드를 준비하고 있습니다…'],
    ready: [name, 'WeChat으로 스캔하고, 안내가 나오면 ‘팔로우’를 눌러 주세요.'],
    offline: ['오프라인 상태입니다', '인터넷 연결을 확인해 주세요. 연결되면 자동으로 계속됩니다.'],
    unreachable: ['연결할 수 없습니다', '인터넷 연결을 확인한 후 다시 시도해 주세요.'],
    failed: ['문제가 발생했습니다', later],
    unavailable: ['이용할 수 없습니다', '다른 방법으로 로그인하거나 나중에 다시 시도해 주세요.'],
  },
  show: 'QR 코드 보기',
  refresh: 'QR 코드 새로고침',
  retry: '다시 시도',
  open: name,
  close: '닫기',
};
