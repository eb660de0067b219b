/** French. */
import type { Terms } from '../terms/login.js';

const name = 'Connexion avec WeChat';

export const terms: Terms = {
  lang: 'fr',
  name,
  picture: 'Code QR à scanner avec WeChat',
  kinds: { service: 'Compte de service', subscription: 'Compte officiel' },
  existingOnly: 'Réservé aux membres',
  messages: {
    idle: [name, 'Affichez un code QR à scanner avec votre téléphone.'],
    loading: [name, 'Préparation du code QR…'],
    ready: [name, 'Scannez avec WeChat. Touchez « Suivre » s’il s’affiche.'],
    offline: [
      'Vous êtes hors ligne',
      'Vérifiez votre réseau. La connexion reprendra automatiquement.',
    ],
    unreachable: ['Serveur injoignable', 'Vérifiez votre réseau, puis réessayez.'],
    failed: ['Échec de l’opération', 'Veuillez réessayer.'],
    unavailable: ['Indisponible', 'Connectez-vous autrement ou revenez plus tard.'],
  },
  show: 'Afficher le code QR',
  refresh: 'Actualiser le code',
  retry: 'Réessayer',
  open: 'Se connecter avec WeChat',
  close: 'Fermer',
};
