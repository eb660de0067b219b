/** Vietnamese. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Đăng nhập bằng WeChat';

export const terms: DoorTerms = {
  lang: 'vi',
  messages: {
    message: ['Đăng nhập qua tin nhắn', 'Gửi vài chữ số trên WeChat rồi xác nhận.'],
    save: [name, 'Lưu mã QR rồi quét từ album trong WeChat.'],
    hold: [name, 'Nhấn giữ mã QR. Nếu được yêu cầu, hãy chạm vào “Theo dõi”.'],
    authorize: [name, 'Dùng tài khoản WeChat của bạn, không cần mật khẩu.'],
    elsewhere: ['Không dùng được ở đây', 'Sao chép liên kết rồi mở bằng WeChat hoặc trình duyệt.'],
    outside: [
      'Mở trong WeChat',
      'Sao chép liên kết, gửi vào một cuộc trò chuyện WeChat rồi chạm vào.',
    ],
    unsaved: [name, 'Chụp màn hình rồi quét từ album trong WeChat.'],
    begin: [name, 'Chạm vào nút để bắt đầu.'],
    late: ['Đã hết thời gian', 'Để bảo mật, bạn chỉ có vài phút để đăng nhập.'],
    method_unavailable: ['Hiện không khả dụng', 'Hãy đăng nhập bằng cách khác hoặc quay lại sau.'],
    authorization_refused: ['Chưa đăng nhập', 'Bạn chưa cho phép trên WeChat. Bạn có thể thử lại.'],
    authorization_failed: ['Chưa đăng nhập', 'WeChat chưa xác nhận. Vui lòng thử lại.'],
    follow_required: [
      'Hãy theo dõi trước',
      'Theo dõi tài khoản chính thức trên WeChat rồi thử lại.',
    ],
    virtual_user: [
      'Đây là bản xem trước',
      'Bật dịch vụ đầy đủ ở cuối màn hình WeChat rồi thử lại.',
    ],
  },
  find: (account) => `Trên WeChat, tìm “${account}” rồi theo dõi.`,
  scanAccount: (account) => `Trên WeChat, theo dõi “${account}”: quét mã này hoặc tìm theo tên.`,
  holdAccount: (account) => `Nhấn giữ mã này để theo dõi “${account}”.`,
  send: 'Gửi các chữ số này trong cuộc trò chuyện.',
  confirm: 'Chạm vào “Confirm” trong tin trả lời.',
  take: 'Sao chép các chữ số này.',
  sendAndConfirm: 'Gửi các chữ số rồi chạm vào “Confirm” trong tin trả lời.',
  copy: 'Sao chép',
  copied: 'Đã sao chép',
  notCopied: 'Không thể sao chép. Nội dung đã được chọn, bạn hãy tự sao chép.',
  accountPicture: 'Mã QR của tài khoản chính thức',
  savePicture: 'Lưu mã QR',
  openWechat: 'Mở WeChat',
  scanAlbum: 'Chạm vào + › Quét › Album rồi chọn mã QR.',
  holdPicture: 'Hoặc nhấn giữ mã QR ở trên.',
  notSaved: 'Không thể lưu. Hãy nhấn giữ mã QR hoặc chụp màn hình.',
  fileName: 'dang-nhap-wechat',
  authorize: 'Tiếp tục với WeChat',
  copyLink: 'Sao chép liên kết',
  linkCopied: 'Đã sao chép',
  officialAccounts: 'Tài khoản chính thức',
  cannotScan: 'Không quét được mã?',
  byMessage: 'Đăng nhập qua tin nhắn',
  byQrCode: 'Đăng nhập bằng mã QR',
};
