/** Some texts in Dutch, for docs/languages.md. Texts that are missing here stay in English. */
import type { Texts } from 'wechat-mp-login';

export const texts: Texts = {
  lang: 'nl',
  name: 'Inloggen met WeChat',
  picture: 'QR-code om te scannen met WeChat',
  refresh: 'Nieuwe code',
  retry: 'Opnieuw proberen',
  messages: {
    ready: ['Inloggen met WeChat', 'Scan met WeChat. Tik op Volgen als daarom wordt gevraagd.'],
    expired: ['Code verlopen', 'Voor je veiligheid werkt een code maar een paar minuten.'],
    offline: ['Je bent offline', 'Het inloggen gaat vanzelf verder.'],
  },
};
