/** Korean. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'WeChat으로 로그인';

export const terms: DoorTerms = {
  lang: 'ko',
  messages: {
    message: ['메시지로 로그인', 'WeChat에서 숫자를 보내고 확인하면 로그인됩니다.'],
    save: [name, 'QR 코드를 저장한 후 WeChat 앨범에서 스캔해 주세요.'],
    hold: [name, 'QR 코드를 길게 누르고, 안내가 나오면 ‘팔로우’를 눌러 주세요.'],
    authorize: [name, '비밀번호 없이 WeChat 계정으로 로그인하세요.'],
    elsewhere: ['로그인할 수 없습니다', '링크를 복사하여 WeChat이나 브라우저에서 열어 주세요.'],
    outside: ['WeChat에서 열기', '링크를 복사해 WeChat 채팅에 보낸 후 눌러 주세요.'],
    unsaved: [name, '화면을 캡처한 후 WeChat 앨범에서 스캔해 주세요.'],
    begin: [name, '버튼을 눌러 시작하세요.'],
    late: ['시간이 초과되었습니다', '안전을 위해 몇 분 안에 로그인해야 합니다.'],
    method_unavailable: [
      '이용할 수 없습니다',
      '다른 방법으로 로그인하거나 나중에 다시 시도해 주세요.',
    ],
    authorization_refused: [
      '로그인되지 않았습니다',
      'WeChat에서 허용하지 않았습니다. 다시 시도할 수 있습니다.',
    ],
    authorization_failed: [
      '로그인하지 못했습니다',
      'WeChat에서 확인되지 않았습니다. 다시 시도해 주세요.',
    ],
    follow_required: [
      '팔로우가 필요합니다',
      'WeChat에서 공식 계정을 팔로우한 후 다시 시도해 주세요.',
    ],
    virtual_user: [
      '미리보기 화면입니다',
      'WeChat 하단에서 전체 서비스로 전환한 후 다시 시도해 주세요.',
    ],
  },
  find: (account) => `WeChat에서 ‘${account}’ 계정을 검색하여 팔로우하세요.`,
  scanAccount: (account) =>
    `WeChat으로 이 코드를 스캔하거나 검색하여 ‘${account}’ 계정을 팔로우하세요.`,
  holdAccount: (account) => `이 코드를 길게 눌러 ‘${account}’ 계정을 팔로우하세요.`,
  send: '채팅에서 이 숫자를 보내세요.',
  confirm: '답장에서 ‘Confirm’을 누르세요.',
  take: '이 숫자를 복사하세요.',
  sendAndConfirm: '채팅에서 숫자를 보낸 후 답장의 ‘Confirm’을 누르세요.',
  copy: '복사',
  copied: '복사됨',
  notCopied: '복사하지 못했습니다. 선택된 내용을 직접 복사해 주세요.',
  accountPicture: '공식 계정 QR 코드',
  savePicture: 'QR 코드 저장',
  openWechat: 'WeChat 열기',
  scanAlbum: '＋ › 스캔 › 앨범을 차례로 누르고 QR 코드를 선택하세요.',
  holdPicture: '위의 QR 코드를 길게 눌러도 저장됩니다.',
  notSaved: '저장하지 못했습니다. QR 코드를 길게 누르거나 화면을 캡처해 주세요.',
  fileName: 'wechat-login',
  authorize: 'WeChat으로 계속',
  copyLink: '링크 복사',
  linkCopied: '링크 복사됨',
  officialAccounts: '공식 계정',
  cannotScan: '스캔이 안 되시나요?',
  byMessage: '메시지로 로그인',
  byQrCode: 'QR 코드로 로그인',
};
