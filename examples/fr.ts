/** Some texts in French, for docs/languages.md. Texts that are missing here stay in English. */
import type { Texts } from 'wechat-mp-login';

export const texts: Texts = {
  lang: 'fr',
  name: 'Se connecter avec WeChat',
  picture: 'QR code à scanner avec WeChat',
  refresh: 'Nouveau code',
  retry: 'Réessayer',
  messages: {
    ready: ['Se connecter avec WeChat', 'Scannez avec WeChat. Si besoin, touchez Suivre.'],
    expired: ['Code expiré', 'Pour votre sécurité, un code ne dure que quelques minutes.'],
    offline: ['Vous êtes hors ligne', 'La connexion reprendra avec le réseau.'],
  },
};
