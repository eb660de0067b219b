/** Vietnamese. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'Tạo tài khoản';

export const terms: BindingTerms = {
  lang: 'vi',
  prompts: {
    choose: ['Lần đầu đến đây?', 'Bạn muốn tiếp tục bằng cách nào?'],
    create: [create, 'Chỉ cần điền vài thông tin là xong.'],
    link: ['Liên kết tài khoản', 'Chỉ cần xác minh một lần. Lần sau bạn chỉ việc quét mã.'],
    existing: ['Dành cho thành viên', 'Nếu bạn là thành viên, hãy liên kết tài khoản của mình.'],
    connect: ['Liên kết WeChat', 'Bước cuối cùng: xác nhận danh tính của bạn.'],
    select: ['Chọn tài khoản', 'Có nhiều tài khoản. Bạn muốn đăng nhập vào tài khoản nào?'],
  },
  newAccount: ['Tôi là người dùng mới', 'Tạo tài khoản mới'],
  existingAccount: ['Tôi đã có tài khoản', 'Liên kết rồi chỉ cần quét mã'],
  submit: { create, link: 'Liên kết và đăng nhập' },
  busy: 'Vui lòng chờ…',
  back: 'Quay lại',
  restart: 'Quét lại',
  methods: 'Cách xác minh tài khoản của bạn',
  session: 'Tài khoản đang đăng nhập',
  optional: '(không bắt buộc)',
  send: 'Gửi mã',
  resend: 'Gửi lại',
  resendIn: (seconds) => `Gửi lại (${seconds}s)`,
  sent: 'Nếu khớp với một tài khoản, bạn sẽ nhận được mã.',
  chatDigitsLabel: 'Sáu chữ số từ WeChat',
  chatDigitsHint: (account) =>
    account
      ? `Xem trong cuộc trò chuyện với ${account} trên WeChat.`
      : 'Xem trong cuộc trò chuyện trên WeChat.',
  mistakes: {
    missing: 'Vui lòng điền mục này.',
    digits: 'Vui lòng nhập đủ sáu chữ số.',
    email: 'Vui lòng nhập địa chỉ email đầy đủ.',
    check: 'Có vẻ chưa đúng. Vui lòng kiểm tra lại.',
    long: 'Nội dung quá dài, tối đa 200 ký tự.',
    proof: ({ tries }) => `Thông tin không khớp. ${tries || 'Vui lòng thử lại.'}`,
    chat: ({ tries }) => `Không đúng với các chữ số trên WeChat.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `Bạn đã thử quá nhiều lần. Vui lòng thử lại sau${wait && ` ${wait}`}.`,
    reauthentication_required: 'Trước tiên, hãy đăng nhập lại trang này.',
    confirmation_required: 'Trước tiên, hãy xác nhận danh tính trên WeChat.',
    session_mismatch: 'Hiện có tài khoản khác đang đăng nhập ở đây.',
    identity_conflict: 'WeChat này đã liên kết với tài khoản khác.',
    unreachable: 'Không thể kết nối. Hãy kiểm tra kết nối rồi thử lại.',
    failed: 'Đã xảy ra lỗi. Vui lòng thử lại.',
  },
  triesLeft: { other: 'Bạn còn # lần thử.' },
};
