/** Vietnamese. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'Liên kết WeChat';
const linked = ['Đã liên kết WeChat', 'Từ nay bạn có thể đăng nhập bằng WeChat này.'] as const;
const moment = 'Vui lòng chờ giây lát…';
const soon = 'Vui lòng thử lại sau giây lát.';
const notNow = 'Hiện không khả dụng';
const confirm = 'Xác nhận trên WeChat';
const restart = 'Bạn có thể bắt đầu lại bất cứ lúc nào.';
const reconnecting = 'Đang kết nối lại. Bạn vẫn có thể quét mã QR.';

export const terms: AfterQrCodeTerms = {
  lang: 'vi',
  yourAccount: 'Tài khoản của bạn',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Sao chép', copied: 'Đã sao chép' },
  messages: {
    accept: ['Cần đồng ý điều khoản', 'Mã QR sẽ hiện ra sau khi bạn đồng ý.'],
    disabled: [notNow, 'Cách đăng nhập này hiện đang tạm ngừng.'],
    tap: [confirm, 'Mở cuộc trò chuyện trên điện thoại rồi chạm vào “Confirm”.'],
    digits: [confirm, 'Gửi sáu chữ số này trong cuộc trò chuyện trên điện thoại.'],
    reconnecting: ['Đăng nhập bằng WeChat', reconnecting],
    expired: ['Mã QR đã hết hạn', 'Để bảo mật, mỗi mã chỉ có hiệu lực trong vài phút.'],
    cancelled: ['Đã hủy đăng nhập', restart],
    rate_limited: [
      'Thử quá nhiều lần',
      ({ wait }) => (wait ? `Vui lòng thử lại sau ${wait}.` : soon),
    ],
    quota_exhausted: [notNow, 'Tạm thời đã hết mã QR. Vui lòng quay lại sau.'],
    platform_disabled: [notNow, 'Tài khoản này không khả dụng. Hãy đăng nhập bằng cách khác.'],
    upstream_unavailable: [
      'Không có phản hồi',
      'WeChat hiện không phản hồi. Vui lòng thử lại sau.',
    ],
    approved: ['Đang đăng nhập', moment],
    welcome: ['Đã đăng nhập', 'Chào mừng bạn. Tài khoản mới đã sẵn sàng.'],
    back: ['Đã đăng nhập', 'Chào mừng bạn trở lại.'],
    denied: ['Đã dừng đăng nhập', 'Có người đã chạm vào “Not me” trên WeChat.'],
    cookies_blocked: ['Cookie bị chặn', 'Hãy cho phép cookie hoặc mở trang này trong tab mới.'],
    foreign_frame: ['Còn một bước nữa', 'Để bảo mật, hãy tiếp tục trong một cửa sổ riêng.'],
    old_browser: ['Trình duyệt quá cũ', 'Hãy cập nhật hoặc dùng trình duyệt khác.'],
    load_failed: ['Chưa tải xong', 'Một phần của trang chưa tải được. Vui lòng thử lại.'],
    linked,
    identity_conflict: ['Đã được liên kết', 'WeChat này đã liên kết với tài khoản khác.'],
    proof_failed: ['Sai quá nhiều lần', 'Không có gì thay đổi. Bạn có thể quét lại.'],
    reauthentication_required: [
      'Hãy đăng nhập lại',
      'Để bảo mật, hãy đăng nhập lại trước khi liên kết WeChat.',
    ],
    confirmation_required: [
      'Cần xác nhận',
      'Để bảo mật, hãy đăng nhập lại và xác nhận trên WeChat.',
    ],
    session_mismatch: ['Đã đổi tài khoản', 'Hiện có tài khoản khác đang đăng nhập ở đây.'],
    captcha_required: ['Kiểm tra bảo mật', 'Mã QR sẽ hiện ra sau khi bạn hoàn tất.'],
    sign_in_refused: [
      'Không thể tiếp tục',
      'Nếu bạn cho rằng có nhầm lẫn, hãy liên hệ trang web này.',
    ],
  },
  link: {
    name,
    messages: {
      idle: [name, 'Hiển thị mã QR rồi quét bằng điện thoại.'],
      loading: [name, 'Đang chuẩn bị mã QR…'],
      ready: [name, 'Quét bằng WeChat. Nếu được yêu cầu, hãy chạm vào “Theo dõi”.'],
      reconnecting: [name, reconnecting],
      approved: ['Sắp xong rồi', moment],
      back: linked,
      denied: ['Chưa liên kết', 'Có người đã chạm vào “Not me”. Không có gì thay đổi.'],
      cancelled: ['Chưa liên kết', restart],
      offline: ['Mất kết nối mạng', 'Hãy kiểm tra kết nối. Quá trình sẽ tự động tiếp tục.'],
      unavailable: [notNow, 'Vui lòng quay lại sau.'],
    },
  },
};
