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
    accept: ['وافق على الشروط أولًا', 'سيظهر رمز QR هنا بعد الموافقة.'],
    disabled: [notNow, 'طريقة الدخول هذه متوقفة حاليًا.'],
    tap: [confirm, 'افتح المحادثة في هاتفك واضغط «Confirm».'],
    digits: [confirm, 'أرسل هذه الأرقام الستة في المحادثة على هاتفك.'],
    reconnecting: ['الدخول عبر WeChat', reconnecting],
    expired: ['انتهت صلاحية الرمز', 'حرصًا على أمانك، يصلح الرمز لبضع دقائق فقط.'],
    cancelled: ['أُلغي الدخول', restart],
    rate_limited: [
      'محاولات كثيرة جدًا',
      ({ wait }) => (wait ? `يُرجى إعادة المحاولة لاحقًا. المدة المتبقية: ${wait}.` : soon),
    ],
    quota_exhausted: [notNow, 'نفدت رموز QR في الوقت الحالي. يُرجى العودة لاحقًا.'],
    platform_disabled: [notNow, 'هذا الحساب الرسمي غير متاح. استخدم طريقة دخول أخرى.'],
    upstream_unavailable: ['لا رد من WeChat', soon],
    approved: ['جارٍ الدخول', moment],
    welcome: ['تم الدخول', 'مرحبًا بك. حسابك الجديد جاهز.'],
    back: ['تم الدخول', 'مرحبًا بعودتك.'],
    denied: ['أُوقف الدخول', 'ضغط أحدهم «Not me» في WeChat، فلم يتم الدخول.'],
    cookies_blocked: ['الكوكيز محظورة', 'اسمح بملفات الكوكيز أو افتح الموقع في تبويب مستقل.'],
    foreign_frame: ['بقيت خطوة واحدة', 'حرصًا على أمانك، تابع في نافذة مستقلة.'],
    old_browser: ['المتصفح قديم', 'يُرجى تحديثه أو استخدام متصفح آخر.'],
    load_failed: ['لم يكتمل التحميل', 'لم يُحمَّل جزء من الصفحة. يُرجى إعادة المحاولة.'],
    linked,
    identity_conflict: ['مرتبط من قبل', 'حساب WeChat هذا مرتبط بحساب آخر.'],
    proof_failed: ['أخطاء كثيرة جدًا', 'لم يتغير شيء. يمكنك مسح الرمز مجددًا.'],
    reauthentication_required: [
      'سجّل الدخول مجددًا',
      'حرصًا على أمان حسابك، سجّل الدخول أولًا ثم اربط WeChat.',
    ],
    confirmation_required: ['يلزم التأكيد', 'حرصًا على أمانك، سجّل الدخول مجددًا وأكّد ذلك في WeChat.'],
    session_mismatch: ['تغيّر الحساب', 'يوجد الآن حساب آخر مسجّل الدخول هنا.'],
    captcha_required: ['تحقق سريع', 'سيظهر رمز QR هنا بعد إتمامه.'],
    sign_in_refused: ['تعذّرت المتابعة', 'إذا كنت ترى أن هذا خطأ، فتواصل مع هذا الموقع.'],
  },
  link: {
    name,
    messages: {
      idle: [name, 'اعرض رمز QR وامسحه بهاتفك.'],
      loading: [name, 'جارٍ تجهيز رمز QR…'],
      ready: [name, 'امسح الرمز عبر WeChat، وإذا طُلب منك فاضغط «متابعة».'],
      reconnecting: [name, reconnecting],
      approved: ['أوشكنا على الانتهاء', moment],
      back: linked,
      denied: ['لم يتم الربط', 'ضغط أحدهم «Not me» في WeChat. لم يتغير شيء.'],
      cancelled: ['لم يتم الربط', restart],
      offline: ['لا يوجد اتصال', 'تحقق من اتصالك بالإنترنت، وستُستأنف العملية تلقائيًا.'],
      unavailable: [notNow, 'يُرجى العودة لاحقًا.'],
    },
  },
};
