/**
 * The texts of the usual link methods and their fields, in every language of the tags. They say what
 * the files in src/locales say for the same things; docs/languages.md has the register of each.
 */

type Language =
  | 'en'
  | 'zh-Hans'
  | 'zh-Hant'
  | 'ja'
  | 'ko'
  | 'vi'
  | 'th'
  | 'id'
  | 'ms'
  | 'ru'
  | 'es'
  | 'fr'
  | 'de'
  | 'pt'
  | 'ar';

/** A text in every language: one that is missing does not compile. */
export type InEveryLanguage = Readonly<Record<Language, string>>;

export const passwordLabel: InEveryLanguage = {
  en: 'Password',
  'zh-Hans': '密码',
  'zh-Hant': '密碼',
  ja: 'パスワード',
  ko: '비밀번호',
  vi: 'Mật khẩu',
  th: 'รหัสผ่าน',
  id: 'Kata sandi',
  ms: 'Kata laluan',
  ru: 'Пароль',
  es: 'Contraseña',
  fr: 'Mot de passe',
  de: 'Passwort',
  pt: 'Senha',
  ar: 'كلمة المرور',
};

export const usernameLabel: InEveryLanguage = {
  en: 'User name or e-mail',
  'zh-Hans': '用户名或邮箱',
  'zh-Hant': '使用者名稱或電子郵件',
  ja: 'ユーザー名またはメールアドレス',
  ko: '사용자 이름 또는 이메일',
  vi: 'Tên người dùng hoặc email',
  th: 'ชื่อผู้ใช้หรืออีเมล',
  id: 'Nama pengguna atau email',
  ms: 'Nama pengguna atau e-mel',
  ru: 'Имя пользователя или эл. почта',
  es: 'Usuario o correo electrónico',
  fr: 'Identifiant ou e-mail',
  de: 'Benutzername oder E-Mail',
  pt: 'Usuário ou e-mail',
  ar: 'اسم المستخدم أو البريد الإلكتروني',
};

export const emailLabel: InEveryLanguage = {
  en: 'E-mail',
  'zh-Hans': '邮箱',
  'zh-Hant': '電子郵件',
  ja: 'メールアドレス',
  ko: '이메일',
  vi: 'Email',
  th: 'อีเมล',
  id: 'Email',
  ms: 'E-mel',
  ru: 'Эл. почта',
  es: 'Correo electrónico',
  fr: 'E-mail',
  de: 'E-Mail',
  pt: 'E-mail',
  ar: 'البريد الإلكتروني',
};

export const emailHint: InEveryLanguage = {
  en: 'The one that your account has.',
  'zh-Hans': '请填写账号已验证的邮箱。',
  'zh-Hant': '請填寫帳號已驗證的電子郵件。',
  ja: 'アカウントに登録したメールアドレスです。',
  ko: '계정에 등록된 이메일을 입력해 주세요.',
  vi: 'Email đã đăng ký cho tài khoản của bạn.',
  th: 'อีเมลที่ลงทะเบียนไว้กับบัญชีของคุณ',
  id: 'Email yang terdaftar di akun Anda.',
  ms: 'E-mel yang berdaftar dengan akaun anda.',
  ru: 'Адрес, указанный в вашем аккаунте.',
  es: 'El que tienes registrado en tu cuenta.',
  fr: 'L’adresse associée à votre compte.',
  de: 'Die Adresse, die in Ihrem Konto steht.',
  pt: 'O e-mail cadastrado na sua conta.',
  ar: 'البريد المسجَّل في حسابك.',
};

export const phoneLabel: InEveryLanguage = {
  en: 'Mobile number',
  'zh-Hans': '手机号',
  'zh-Hant': '手機號碼',
  ja: '携帯電話番号',
  ko: '휴대전화 번호',
  vi: 'Số điện thoại di động',
  th: 'หมายเลขโทรศัพท์มือถือ',
  id: 'Nomor ponsel',
  ms: 'Nombor telefon bimbit',
  ru: 'Номер мобильного телефона',
  es: 'Número de teléfono',
  fr: 'Numéro de mobile',
  de: 'Handynummer',
  pt: 'Número de celular',
  ar: 'رقم الهاتف المحمول',
};

export const phoneHint: InEveryLanguage = {
  en: 'Outside mainland China with + and the country code.',
  'zh-Hans': '非中国大陆号码请加“+”和国家或地区代码。',
  'zh-Hant': '非中國大陸號碼請加「+」和國家或地區代碼。',
  ja: '中国本土以外の番号は「+」と国番号から入力してください。',
  ko: '중국 본토 외 번호는 +와 국가 번호를 포함해 입력해 주세요.',
  vi: 'Số ngoài Trung Quốc đại lục cần có dấu + và mã quốc gia.',
  th: 'หมายเลขนอกจีนแผ่นดินใหญ่ ให้ใส่ + และรหัสประเทศ',
  id: 'Nomor di luar Tiongkok daratan: awali dengan + dan kode negara.',
  ms: 'Nombor di luar tanah besar China: mulakan dengan + dan kod negara.',
  ru: 'Номера вне материкового Китая: со знаком + и кодом страны.',
  es: 'Fuera de China continental, con + y el prefijo del país.',
  fr: 'Hors de Chine continentale, avec + et l’indicatif du pays.',
  de: 'Außerhalb von Festlandchina mit + und Landesvorwahl.',
  pt: 'Fora da China continental, com + e o código do país.',
  ar: 'خارج البر الرئيسي للصين: مع علامة + ورمز الدولة.',
};

export const codeLabel: InEveryLanguage = {
  en: 'Code',
  'zh-Hans': '验证码',
  'zh-Hant': '驗證碼',
  ja: '認証コード',
  ko: '인증번호',
  vi: 'Mã xác minh',
  th: 'รหัสยืนยัน',
  id: 'Kode verifikasi',
  ms: 'Kod pengesahan',
  ru: 'Код',
  es: 'Código',
  fr: 'Code',
  de: 'Code',
  pt: 'Código',
  ar: 'رمز التحقق',
};

export const codeHint: InEveryLanguage = {
  en: 'Six digits.',
  'zh-Hans': '六位数字。',
  'zh-Hant': '六位數字。',
  ja: '6桁の数字です。',
  ko: '숫자 6자리입니다.',
  vi: 'Sáu chữ số.',
  th: 'ตัวเลขหกหลัก',
  id: 'Enam angka.',
  ms: 'Enam digit.',
  ru: 'Шесть цифр.',
  es: 'Seis dígitos.',
  fr: 'Six chiffres.',
  de: 'Sechs Ziffern.',
  pt: 'Seis números.',
  ar: 'ستة أرقام.',
};

/** The name of the method, next to those of others. */
export const emailMethodLabel: InEveryLanguage = {
  en: 'E-mail code',
  'zh-Hans': '邮箱验证码',
  'zh-Hant': '電子郵件驗證碼',
  ja: 'メール',
  ko: '이메일 인증',
  vi: 'Mã qua email',
  th: 'รหัสทางอีเมล',
  id: 'Kode email',
  ms: 'Kod e-mel',
  ru: 'Код на почту',
  es: 'Código por correo',
  fr: 'Code par e-mail',
  de: 'E-Mail-Code',
  pt: 'Código por e-mail',
  ar: 'رمز بالبريد',
};

/** The name of the method, next to those of others. */
export const phoneMethodLabel: InEveryLanguage = {
  en: 'Text message',
  'zh-Hans': '手机验证码',
  'zh-Hant': '手機驗證碼',
  ja: 'SMS',
  ko: '문자 인증',
  vi: 'Mã qua SMS',
  th: 'รหัสทาง SMS',
  id: 'Kode SMS',
  ms: 'Kod SMS',
  ru: 'Код по SMS',
  es: 'Código por SMS',
  fr: 'Code par SMS',
  de: 'SMS-Code',
  pt: 'Código por SMS',
  ar: 'رمز SMS',
};
