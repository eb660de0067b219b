/** Vietnamese. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Xác nhận danh tính';
const failed = 'Chưa xác nhận';

export const terms: StepUpTerms = {
  lang: 'vi',
  name,
  open: name,
  messages: {
    idle: [name, 'Hiển thị mã QR rồi quét bằng điện thoại.'],
    loading: [name, 'Đang chuẩn bị mã QR…'],
    ready: [name, 'Quét bằng WeChat đã liên kết với tài khoản của bạn.'],
    reconnecting: [name, 'Đang kết nối lại. Bạn vẫn có thể quét mã QR.'],
    approved: ['Sắp xong rồi', 'Vui lòng chờ giây lát…'],
    back: ['Đã xác nhận', 'Cảm ơn bạn. Bạn có thể tiếp tục.'],
    denied: [failed, 'Có người đã chạm vào “Not me”. Không có gì thay đổi.'],
    cancelled: [failed, 'Bạn có thể bắt đầu lại bất cứ lúc nào.'],
    offline: ['Mất kết nối mạng', 'Hãy kiểm tra kết nối. Quá trình sẽ tự động tiếp tục.'],
    unavailable: ['Hiện không khả dụng', 'Vui lòng quay lại sau.'],
    reauthentication_required: ['Hãy đăng nhập trước', 'Bạn đã đăng xuất.'],
    session_mismatch: [failed, 'WeChat này không khớp. Hãy quét bằng WeChat đã liên kết.'],
  },
};
