/** Korean. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'ko',
  title: 'WeChat 로그인',
  text: '연결된 WeChat으로 로그인합니다.',
  wechat: 'WeChat',
  linked: (day) => `${day}에 연결됨`,
  empty: '아직 연결된 WeChat이 없습니다.',
  unlink: '연결 해제',
  keep: '유지',
  confirmUnlink: '연결을 해제할까요? 해제하면 이 WeChat으로 로그인할 수 없습니다.',
  unlinking: '해제하는 중…',
  unlinked: (name) => `연결 해제됨: ${name}`,
  messages: {
    last_way_in:
      '유일한 로그인 방법이므로 해제할 수 없습니다. 먼저 다른 로그인 방법을 추가해 주세요.',
    reauthentication_required: '안전을 위해 먼저 다시 로그인해 주세요.',
    confirmation_required: '안전을 위해 먼저 WeChat에서 본인 확인을 해 주세요.',
    too_recent: (wait) =>
      `최근 24시간 안에 이 WeChat으로 로그인했습니다. 안전을 위해 ${wait ? `${wait} 후에` : '내일'} 해제할 수 있습니다.`,
    rate_limited: (wait) =>
      `시도 횟수를 초과했습니다. ${wait ? `${wait} 후에` : '잠시 후'} 다시 시도해 주세요.`,
    unreachable: '연결할 수 없습니다. 인터넷 연결을 확인한 후 다시 시도해 주세요.',
    failed: '문제가 발생했습니다. 다시 시도해 주세요.',
    unavailable: '지금은 이용할 수 없습니다. 나중에 다시 이용해 주세요.',
  },
  close: '확인',
  confirm: 'WeChat에서 확인',
  retry: '다시 시도',
};
