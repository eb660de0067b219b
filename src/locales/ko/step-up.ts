/** Korean. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = '본인 확인';
const failed = '확인되지 않았습니다';

export const terms: StepUpTerms = {
  lang: 'ko',
  name,
  open: name,
  messages: {
    idle: [name, '휴대폰으로 스캔할 QR 코드를 표시합니다.'],
    loading: [name, 'QR 코드를 준비하고 있습니다…'],
    ready: [name, '계정에 연결된 WeChat으로 스캔해 주세요.'],
    reconnecting: [name, '다시 연결하는 중입니다. QR 코드는 계속 사용할 수 있습니다.'],
    approved: ['거의 다 되었습니다', '잠시만 기다려 주세요…'],
    back: ['확인되었습니다', '감사합니다. 계속 진행하실 수 있습니다.'],
    denied: [failed, '누군가 WeChat에서 ‘Not me’를 눌렀습니다. 변경된 내용은 없습니다.'],
    cancelled: [failed, '언제든지 다시 시작할 수 있습니다.'],
    offline: ['오프라인 상태입니다', '인터넷 연결을 확인해 주세요. 연결되면 자동으로 계속됩니다.'],
    unavailable: ['이용할 수 없습니다', '나중에 다시 이용해 주세요.'],
    reauthentication_required: ['로그인해 주세요', '로그아웃된 상태입니다.'],
    session_mismatch: [failed, '계정에 연결된 WeChat이 아닙니다. 연결된 WeChat으로 스캔해 주세요.'],
  },
};
