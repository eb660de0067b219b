/** Arabic. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'إنشاء حساب';

export const terms: BindingTerms = {
  lang: 'ar',
  prompts: {
    choose: ['أول مرة هنا؟', 'كيف تود المتابعة؟'],
    create: [create, 'بضع معلومات فقط وينتهي الأمر.'],
    link: ['ربط حسابك', 'أثبت مرة واحدة أنه حسابك، وبعدها يكفي المسح.'],
    existing: ['للأعضاء فقط', 'إذا كانت لديك عضوية، فاربط حسابك للدخول.'],
    connect: ['ربط WeChat', 'خطوة أخيرة للتأكد من هويتك.'],
    select: ['اختيار الحساب', 'وُجدت عدة حسابات. أيّها تريد فتحه عبر WeChat؟'],
  },
  newAccount: ['ليس لديّ حساب', 'إنشاء حساب جديد'],
  existingAccount: ['لديّ حساب', 'اربطه مرة، ثم يكفي المسح'],
  submit: { create, link: 'الربط والدخول' },
  busy: 'لحظة من فضلك…',
  back: 'رجوع',
  restart: 'المسح مجددًا',
  methods: 'طريقة إثبات الهوية',
  session: 'الحساب المسجّل هنا',
  optional: '(اختياري)',
  send: 'إرسال الرمز',
  resend: 'إعادة الإرسال',
  resendIn: (seconds) => `بعد ${seconds} ث`,
  sent: 'إذا طابقت البيانات حسابًا، فسيصلك رمز التحقق.',
  chatDigitsLabel: 'الأرقام الستة من WeChat',
  chatDigitsHint: (account) =>
    account ? `تجدها في محادثة ${account} في WeChat.` : 'تجدها في المحادثة في WeChat.',
  mistakes: {
    missing: 'يُرجى ملء هذا الحقل.',
    digits: 'يُرجى إدخال الأرقام الستة كاملة.',
    email: 'يُرجى إدخال عنوان بريد إلكتروني كامل.',
    check: 'يبدو أن هناك خطأ. يُرجى التحقق.',
    long: 'النص طويل جدًا: الحد الأقصى 200 حرف.',
    proof: ({ tries }) => `البيانات غير مطابقة. ${tries || 'يُرجى إعادة المحاولة.'}`,
    chat: ({ tries }) => `ليست هذه أرقام المحادثة.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `محاولات كثيرة جدًا. ${wait ? `المدة المتبقية: ${wait}.` : 'يُرجى إعادة المحاولة لاحقًا.'}`,
    reauthentication_required: 'يُرجى تسجيل الدخول إلى هذا الموقع مجددًا أولًا.',
    confirmation_required: 'يُرجى تأكيد هويتك في WeChat أولًا.',
    session_mismatch: 'يوجد الآن حساب آخر مسجّل الدخول هنا.',
    identity_conflict: 'حساب WeChat هذا مرتبط بحساب آخر.',
    unreachable: 'تعذّر الاتصال. تحقق من اتصالك بالإنترنت ثم أعد المحاولة.',
    failed: 'حدث خطأ ما. يُرجى إعادة المحاولة.',
  },
  triesLeft: {
    zero: 'لم تبقَ أي محاولة.',
    one: 'بقيت محاولة واحدة.',
    two: 'بقيت محاولتان.',
    few: 'بقيت # محاولات.',
    many: 'بقيت # محاولة.',
    other: 'بقيت # محاولة.',
  },
};
