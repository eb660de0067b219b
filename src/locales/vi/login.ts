/** Vietnamese. */
import type { Terms } from '../terms/login.js';

const name = 'Đăng nhập bằng WeChat';

export const terms: Terms = {
  lang: 'vi',
  name,
  picture: 'Mã QR để quét bằng WeChat',
  kinds: { service: 'Tài khoản dịch vụ', subscription: 'Tài khoản chính thức' },
  existingOnly: 'Chỉ dành cho thành viên',
  messages: {
    idle: [name, 'Hiển thị mã QR rồi quét bằng điện thoại.'],
    loading: [name, 'Đang chuẩn bị mã QR…'],
    ready: [name, 'Quét bằng WeChat. Nếu được yêu cầu, hãy chạm vào “Theo dõi”.'],
    offline: ['Mất kết nối mạng', 'Hãy kiểm tra kết nối. Quá trình sẽ tự động tiếp tục.'],
    unreachable: ['Không thể kết nối', 'Hãy kiểm tra kết nối rồi thử lại.'],
    failed: ['Đã xảy ra lỗi', 'Vui lòng thử lại.'],
    unavailable: ['Hiện không khả dụng', 'Hãy đăng nhập bằng cách khác hoặc quay lại sau.'],
  },
  show: 'Hiển thị mã QR',
  refresh: 'Làm mới mã QR',
  retry: 'Thử lại',
  open: name,
  close: 'Đóng',
};
