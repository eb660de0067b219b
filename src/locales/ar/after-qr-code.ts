/** Arabic. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'ربط WeChat';
const linked = ['تم ربط WeChat', 'يمكنك من الآن الدخول إلى هذا الحساب عبر WeChat.'] as const;
const moment = 'لحظة من فضلك…';
const soon = 'يُرجى إعادة المحاولة بعد قليل.';
const notNow = 'غير متاح حاليًا';
const confirm = 'التأكيد في WeChat';
const restart = 'يمكنك البدء من جديد في أي وقت.';
const reconnecting = 'جارٍ إعادة الاتصال. ما زال بإمكانك مسح الرمز.';

export const terms: AfterQrCodeTerms = {
  lang: 'ar',
  yourAccount: 'حسابك',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'نسخ', copied: 'تم النسخ' },
  messages: {
    accept: ['تلزم الموافقة أولًا', 'سيظهر رمز QR هنا بعد الموافقة على الشروط.'],
    disabled: [notNow, 'طريقة الدخول هذه متوقفة حاليًا.'],
    tap: [confirm, 'يُرجى فتح المحادثة في هاتفك والضغط على «Confirm».'],
    digits: [confirm, 'يُرجى إرسال هذه الأرقام الستة في المحادثة على هاتفك.'],
    reconnecting: ['الدخول عبر WeChat', reconnecting],
    expired: ['انتهت صلاحية الرمز', 'حرصًا على أمانك، يصلح الرمز لبضع دقائق فقط.'],
    cancelled: ['تم إلغاء الدخول', restart],
    rate_limited: [
      'محاولات كثيرة جدًا',
      ({ wait }) => (wait ? `يُرجى إعادة المحاولة لاحقًا. المدة المتبقية: ${wait}.` : soon),
    ],
    quota_exhausted: [notNow, 'نفدت رموز QR في الوقت الحالي. يُرجى العودة لاحقًا.'],
    platform_disabled: [notNow, 'هذا الحساب الرسمي غير متاح. يُرجى استخدام طريقة دخول أخرى.'],
    upstream_unavailable: ['لا يستجيب WeChat', soon],
    approved: ['جارٍ الدخول', moment],
    welcome: ['تم الدخول', 'مرحبًا بك. حسابك الجديد جاهز.'],
    back: ['تم الدخول', 'مرحبًا بعودتك.'],
    denied: ['تم إيقاف الدخول', 'ضغط أحدهم «Not me» في WeChat، فلم يتم الدخول.'],
    cookies_blocked: ['الكوكيز محظورة', 'يُرجى السماح بها أو فتح الموقع في تبويب مستقل.'],
    foreign_frame: ['بقيت خطوة واحدة', 'حرصًا على أمانك، يُرجى الاستمرار في نافذة مستقلة.'],
    old_browser: ['المتصفح قديم', 'يُرجى تحديثه أو استخدام متصفح آخر.'],
    load_failed: ['لم يكتمل التحميل', 'لم يُحمَّل جزء من الصفحة. يُرجى إعادة المحاولة.'],
    linked,
    identity_conflict: ['مرتبط بالفعل', 'حساب WeChat هذا مرتبط بحساب آخر.'],
    proof_failed: ['أخطاء كثيرة جدًا', 'لم يتغير شيء. يمكنك مسح الرمز مجددًا.'],
    reauthentication_required: [
      'يلزم تسجيل الدخول',
      'حرصًا على أمان حسابك، يُرجى تسجيل الدخول أولًا ثم ربط WeChat.',
    ],
    confirmation_required: [
      'يلزم التأكيد',
      'حرصًا على أمانك، يُرجى تسجيل الدخول مجددًا والتأكيد في WeChat.',
    ],
    session_mismatch: ['تغيّر الحساب', 'يوجد الآن حساب آخر مسجّل الدخول هنا.'],
    captcha_required: ['تحقق سريع', 'سيظهر رمز QR هنا بعد إتمامه.'],
    sign_in_refused: ['تعذّر الاستمرار', 'إذا كان هذا خطأ، فيُرجى التواصل مع هذا الموقع.'],
  },
  link: {
    name,
    messages: {
      idle: [name, 'يُرجى عرض رمز QR ومسحه بالهاتف.'],
      loading: [name, 'جارٍ تجهيز رمز QR…'],
      ready: [name, 'يُرجى مسح الرمز عبر WeChat، ثم الضغط على «متابعة» إذا ظهرت.'],
      reconnecting: [name, reconnecting],
      approved: ['أوشكنا على الانتهاء', moment],
      back: linked,
      denied: ['لم يتم الربط', 'ضغط أحدهم «Not me» في WeChat. لم يتغير شيء.'],
      cancelled: ['لم يتم الربط', restart],
      offline: ['لا يوجد اتصال', 'يُرجى التحقق من الاتصال بالإنترنت. ستُستأنف العملية تلقائيًا.'],
      unavailable: [notNow, 'يُرجى العودة لاحقًا.'],
    },
  },
};
