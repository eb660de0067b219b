/** Arabic. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'ar',
  title: 'الدخول عبر WeChat',
  text: 'الدخول بحساب WeChat مرتبط.',
  wechat: 'WeChat',
  linked: (day) => `تم الربط في ${day}`,
  empty: 'لا يوجد بعد حساب WeChat مرتبط بحسابك.',
  unlink: 'إلغاء الربط',
  keep: 'إبقاء',
  confirmUnlink: 'إلغاء الربط؟ لن يمكنك الدخول إلى حسابك عبر WeChat هذا.',
  unlinking: 'جارٍ الإلغاء…',
  unlinked: (name) => `تم إلغاء الربط: ${name}`,
  messages: {
    last_way_in: 'هذه طريقة دخولك الوحيدة، لذا لا يمكن إلغاء ربطها. يُرجى إضافة طريقة أخرى أولًا.',
    reauthentication_required: 'حرصًا على أمانك، يلزم تسجيل الدخول مجددًا.',
    confirmation_required: 'حرصًا على أمانك، يلزم تأكيد هويتك في WeChat.',
    too_recent: (wait) =>
      `سجّلت الدخول عبر WeChat هذا قبل أقل من يوم. حرصًا على أمانك، يمكن إلغاء الربط ${wait ? `لاحقًا. المدة المتبقية: ${wait}` : 'غدًا'}.`,
    rate_limited: (wait) =>
      `محاولات كثيرة جدًا. ${wait ? `المدة المتبقية: ${wait}.` : 'يُرجى إعادة المحاولة بعد قليل.'}`,
    unreachable: 'تعذّر الاتصال. يُرجى التحقق من الاتصال بالإنترنت ثم إعادة المحاولة.',
    failed: 'حدث خطأ ما. يُرجى إعادة المحاولة.',
    unavailable: 'غير متاح حاليًا. يُرجى العودة لاحقًا.',
  },
  close: 'حسنًا',
  confirm: 'التأكيد في WeChat',
  retry: 'إعادة المحاولة',
};
