/** Vietnamese. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'vi',
  title: 'Đăng nhập bằng WeChat',
  text: 'Quét bằng WeChat đã liên kết.',
  wechat: 'WeChat',
  linked: (day) => `Liên kết ngày ${day}`,
  empty: 'Tài khoản của bạn chưa liên kết với WeChat nào.',
  unlink: 'Hủy liên kết',
  keep: 'Giữ lại',
  confirmUnlink: 'Hủy liên kết? Bạn sẽ không thể đăng nhập bằng WeChat này nữa.',
  unlinking: 'Đang hủy…',
  unlinked: (name) => `Đã hủy liên kết: ${name}`,
  messages: {
    last_way_in:
      'Đây là cách đăng nhập duy nhất của bạn nên không thể hủy. Hãy thêm cách khác trước.',
    reauthentication_required: 'Để bảo mật, hãy đăng nhập lại trước.',
    confirmation_required: 'Để bảo mật, trước tiên hãy xác nhận danh tính trên WeChat.',
    too_recent: (wait) =>
      `Bạn đã đăng nhập bằng WeChat này chưa đầy một ngày trước. Để bảo mật, bạn có thể hủy liên kết ${wait ? `sau ${wait}` : 'vào ngày mai'}.`,
    rate_limited: (wait) => `Bạn đã thử quá nhiều lần. Vui lòng thử lại sau ${wait || 'giây lát'}.`,
    unreachable: 'Không thể kết nối. Hãy kiểm tra kết nối rồi thử lại.',
    failed: 'Đã xảy ra lỗi. Vui lòng thử lại.',
    unavailable: 'Hiện không khả dụng. Vui lòng quay lại sau.',
  },
  close: 'OK',
  confirm: 'Xác nhận trên WeChat',
  retry: 'Thử lại',
};
