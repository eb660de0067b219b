/** Arabic. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'تأكيد هويتك';
const failed = 'لم يتم التأكيد';

export const terms: StepUpTerms = {
  lang: 'ar',
  name,
  open: name,
  messages: {
    idle: [name, 'اعرض رمز QR وامسحه بهاتفك.'],
    loading: [name, 'جارٍ تجهيز رمز QR…'],
    ready: [name, 'امسح الرمز بحساب WeChat المرتبط بحسابك.'],
    reconnecting: [name, 'جارٍ إعادة الاتصال. ما زال بإمكانك مسح الرمز.'],
    approved: ['أوشكنا على الانتهاء', 'لحظة من فضلك…'],
    back: ['تم التأكيد', 'شكرًا لك، يمكنك المتابعة.'],
    denied: [failed, 'ضغط أحدهم «Not me» في WeChat. لم يتغير شيء.'],
    cancelled: [failed, 'يمكنك البدء من جديد في أي وقت.'],
    offline: ['لا يوجد اتصال', 'تحقق من اتصالك بالإنترنت، وستُستأنف العملية تلقائيًا.'],
    unavailable: ['غير متاح حاليًا', 'يُرجى العودة لاحقًا.'],
    reauthentication_required: ['سجّل الدخول أولًا', 'لا يوجد حساب مسجّل الدخول هنا.'],
    session_mismatch: [failed, 'حساب WeChat هذا غير مرتبط بحسابك. امسح بالحساب المرتبط.'],
  },
};
