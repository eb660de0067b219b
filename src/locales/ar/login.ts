/** Arabic. */
import type { Terms } from '../terms/login.js';

const name = 'الدخول عبر WeChat';

export const terms: Terms = {
  lang: 'ar',
  name,
  picture: 'رمز QR للمسح عبر WeChat',
  kinds: { service: 'حساب خدمة', subscription: 'حساب رسمي' },
  existingOnly: 'للأعضاء فقط',
  messages: {
    idle: [name, 'اعرض رمز QR وامسحه بهاتفك.'],
    loading: [name, 'جارٍ تجهيز رمز QR…'],
    ready: [name, 'امسح الرمز عبر WeChat، وإذا طُلب منك فاضغط «متابعة».'],
    offline: ['لا يوجد اتصال', 'تحقق من اتصالك بالإنترنت، وسيُستأنف الدخول تلقائيًا.'],
    unreachable: ['تعذّر الاتصال', 'تحقق من اتصالك بالإنترنت ثم أعد المحاولة.'],
    failed: ['حدث خطأ ما', 'يُرجى إعادة المحاولة.'],
    unavailable: ['غير متاح حاليًا', 'استخدم طريقة دخول أخرى أو عُد لاحقًا.'],
  },
  show: 'عرض رمز QR',
  refresh: 'تحديث رمز QR',
  retry: 'إعادة المحاولة',
  open: name,
  close: 'إغلاق',
};
