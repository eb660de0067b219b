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
    idle: [name, 'يُرجى عرض رمز QR ومسحه بالهاتف.'],
    loading: [name, 'جارٍ تجهيز رمز QR…'],
    ready: [name, 'يُرجى مسح الرمز عبر WeChat، ثم الضغط على «متابعة» إذا ظهرت.'],
    offline: ['لا يوجد اتصال', 'يُرجى التحقق من الاتصال بالإنترنت. سيُستأنف الدخول تلقائيًا.'],
    unreachable: ['تعذّر الاتصال', 'يُرجى التحقق من الاتصال بالإنترنت ثم إعادة المحاولة.'],
    failed: ['حدث خطأ ما', 'يُرجى إعادة المحاولة.'],
    unavailable: ['غير متاح حاليًا', 'يُرجى استخدام طريقة دخول أخرى أو العودة لاحقًا.'],
  },
  show: 'عرض رمز QR',
  refresh: 'تحديث رمز QR',
  retry: 'إعادة المحاولة',
  open: name,
  close: 'إغلاق',
};
