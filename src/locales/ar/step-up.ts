/** Arabic. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'تأكيد هويتك';
const failed = 'لم يتم التأكيد';

export const terms: StepUpTerms = {
  lang: 'ar',
  name,
  open: name,
  messages: {
    idle: [name, 'يُرجى عرض رمز QR ومسحه بالهاتف.'],
    loading: [name, 'جارٍ تجهيز رمز QR…'],
    ready: [name, 'يُرجى مسح الرمز بحساب WeChat المرتبط بحسابك.'],
    reconnecting: [name, 'جارٍ إعادة الاتصال. ما زال بإمكانك مسح الرمز.'],
    approved: ['أوشكنا على الانتهاء', 'لحظة من فضلك…'],
    back: ['تم التأكيد', 'شكرًا لك، يمكنك الاستمرار.'],
    denied: [failed, 'ضغط أحدهم «Not me» في WeChat. لم يتغير شيء.'],
    cancelled: [failed, 'يمكنك البدء من جديد في أي وقت.'],
    offline: ['لا يوجد اتصال', 'يُرجى التحقق من الاتصال بالإنترنت. ستُستأنف العملية تلقائيًا.'],
    unavailable: ['غير متاح حاليًا', 'يُرجى العودة لاحقًا.'],
    reauthentication_required: ['يلزم تسجيل الدخول', 'لا يوجد حساب مسجّل الدخول هنا.'],
    session_mismatch: [failed, 'حساب WeChat هذا غير مرتبط بحسابك. يُرجى المسح بالحساب المرتبط.'],
  },
};
