/** Some texts in Hebrew, enough to see how every tag looks from right to left. */
import type { Texts } from 'wechat-mp-login';

const name = 'כניסה עם WeChat';

export const hebrewTexts: Texts = {
  lang: 'he',
  name,
  picture: 'קוד QR לסריקה ב‑WeChat',
  kinds: { service: 'חשבון שירות', subscription: 'חשבון רשמי' },
  yourAccount: 'החשבון שלך',
  messages: {
    idle: [name, 'קבלו קוד לסריקה בטלפון.'],
    loading: [name, 'מכינים את הקוד…'],
    ready: [name, 'סרקו ב‑WeChat. אם תתבקשו, הקישו „מעקב”.'],
    reconnecting: [name, 'מתחברים מחדש. עדיין אפשר לסרוק את הקוד.'],
    tap: ['אישור ב‑WeChat', 'הקישו „אישור” בצ׳אט בטלפון.'],
    digits: ['אישור ב‑WeChat', 'שלחו את שש הספרות בצ׳אט.'],
    approved: ['מכניסים אתכם', 'רגע אחד…'],
    welcome: ['נכנסתם', 'ברוכים הבאים. החשבון החדש מוכן.'],
    back: ['נכנסתם', 'ברוכים השבים.'],
    expired: ['הקוד פג', 'לביטחונכם, הקוד תקף לכמה דקות בלבד.'],
    rate_limited: ['יותר מדי ניסיונות', ({ wait }) => `נסו שוב בעוד ${wait || 'רגע'}.`],
  },
  show: 'הצגת קוד',
  refresh: 'קוד חדש',
  retry: 'ניסיון נוסף',
  open: name,
  close: 'סגירה',
  binding: {
    prompts: {
      choose: ['פעם ראשונה כאן', 'איך תרצו להמשיך?'],
      create: ['פתיחת חשבון', 'כמה פרטים, ואתם בפנים.'],
      link: ['קישור החשבון', 'הוכיחו פעם אחת שהוא שלכם. מכאן והלאה רק סורקים.'],
      select: ['בחירת חשבון', 'נמצאו כמה. איזה מהם ייפתח?'],
    },
    newAccount: ['אני חדש כאן', 'פתיחת חשבון חדש'],
    existingAccount: ['יש לי חשבון', 'מקשרים פעם אחת, ואז רק סורקים'],
    submit: { create: 'פתיחת חשבון', link: 'קישור וכניסה' },
    back: 'חזרה',
    restart: 'סריקה מחדש',
    optional: '(לא חובה)',
    send: 'שליחת קוד',
    resendIn: (seconds) => `שוב בעוד ${seconds}`,
    chatDigitsLabel: 'שש ספרות מ‑WeChat',
    chatDigitsHint: (account) => `הן בצ׳אט עם ${account} ב‑WeChat.`,
    triesLeft: { one: 'נשאר ניסיון אחד.', two: 'נשארו שני ניסיונות.', other: 'נשארו # ניסיונות.' },
  },
  identities: {
    title: 'כניסה עם WeChat',
    text: 'חשבון WeChat מקושר מכניס אתכם.',
    linked: (day) => `קושר ב‑${day}`,
    empty: 'עוד לא קושר WeChat לחשבון שלך.',
    unlink: 'ניתוק',
    keep: 'השארה',
    confirmUnlink: 'לנתק? חשבון WeChat זה לא יפתח עוד את החשבון שלך.',
  },
};
