/** Arabic. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'الدخول عبر WeChat';

export const terms: DoorTerms = {
  lang: 'ar',
  messages: {
    message: ['الدخول برسالة', 'يُرجى إرسال بضعة أرقام في WeChat ثم تأكيد الدخول.'],
    save: [name, 'يُرجى حفظ رمز QR ثم مسحه من الألبوم في WeChat.'],
    hold: [name, 'يُرجى الضغط مطولًا على الرمز، ثم على «متابعة» إذا ظهرت.'],
    authorize: [name, 'الدخول بحسابك في WeChat، بدون كلمة مرور.'],
    elsewhere: ['الدخول غير ممكن هنا', 'يُرجى نسخ الرابط وفتحه في WeChat أو في متصفح.'],
    outside: ['الفتح في WeChat', 'يُرجى نسخ الرابط وإرساله إلى أي محادثة في WeChat ثم الضغط عليه.'],
    unsaved: [name, 'يُرجى التقاط صورة للشاشة ثم مسحها من الألبوم في WeChat.'],
    begin: [name, 'يُرجى الضغط على الزر للبدء.'],
    late: ['انتهى الوقت', 'حرصًا على أمانك، مدة الدخول بضع دقائق فقط.'],
    method_unavailable: ['غير متاح حاليًا', 'يُرجى استخدام طريقة دخول أخرى أو العودة لاحقًا.'],
    authorization_refused: ['لم يتم الدخول', 'لم يُمنح الإذن في WeChat. يمكنك إعادة المحاولة.'],
    authorization_failed: ['لم يتم الدخول', 'لم يصل تأكيد من WeChat. يُرجى إعادة المحاولة.'],
    follow_required: [
      'تلزم متابعة الحساب',
      'يُرجى متابعة الحساب الرسمي في WeChat ثم إعادة المحاولة.',
    ],
    virtual_user: [
      'هذه معاينة فقط',
      'يُرجى تفعيل الخدمة الكاملة أسفل شاشة WeChat ثم إعادة المحاولة.',
    ],
  },
  find: (account) => `البحث في WeChat عن «${account}» ومتابعة الحساب.`,
  scanAccount: (account) => `متابعة «${account}» في WeChat بمسح هذا الرمز أو بالبحث عن الاسم.`,
  holdAccount: (account) => `الضغط مطولًا على هذا الرمز لمتابعة «${account}».`,
  send: 'إرسال هذه الأرقام في محادثة الحساب.',
  confirm: 'الضغط على «Confirm» في الرد.',
  take: 'نسخ هذه الأرقام.',
  sendAndConfirm: 'إرسال الأرقام في محادثة الحساب ثم الضغط على «Confirm» في الرد.',
  copy: 'نسخ',
  copied: 'تم النسخ',
  notCopied: 'تعذّر النسخ. النص محدد، فيُرجى نسخه يدويًا.',
  accountPicture: 'رمز QR للحساب الرسمي',
  savePicture: 'حفظ رمز QR',
  openWechat: 'فتح WeChat',
  scanAlbum: 'الضغط على + › «مسح» › «الألبوم» ثم اختيار رمز QR.',
  holdPicture: 'أو الضغط مطولًا على الرمز أعلاه.',
  notSaved: 'تعذّر الحفظ. يُرجى الضغط مطولًا على الرمز أو التقاط صورة للشاشة.',
  fileName: 'wechat-login',
  authorize: 'الدخول عبر WeChat',
  copyLink: 'نسخ الرابط',
  linkCopied: 'تم نسخ الرابط',
  officialAccounts: 'الحساب الرسمي',
  cannotScan: 'تعذّر المسح؟',
  byMessage: 'الدخول برسالة',
  byQrCode: 'الدخول برمز QR',
};
