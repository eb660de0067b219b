/** French. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Est-ce bien vous ?';
const failed = 'Non confirmé';

export const terms: StepUpTerms = {
  lang: 'fr',
  name,
  open: 'Confirmer mon identité',
  messages: {
    idle: [name, 'Affichez un code QR à scanner avec votre téléphone.'],
    loading: [name, 'Préparation du code QR…'],
    ready: [name, 'Scannez avec le WeChat associé à votre compte.'],
    reconnecting: [name, 'Reconnexion en cours. Le code QR reste utilisable.'],
    approved: ['Presque terminé', 'Un instant…'],
    back: ['C’est confirmé', 'Merci. Vous pouvez continuer.'],
    denied: [failed, 'Quelqu’un a touché « Not me » dans WeChat. Rien n’a changé.'],
    cancelled: [failed, 'Vous pouvez recommencer à tout moment.'],
    offline: [
      'Vous êtes hors ligne',
      'Vérifiez votre réseau. L’opération reprendra automatiquement.',
    ],
    unavailable: ['Indisponible', 'Veuillez revenir plus tard.'],
    reauthentication_required: ['Connectez-vous', 'Votre session a pris fin.'],
    session_mismatch: [failed, 'Ce n’est pas le bon WeChat. Scannez avec celui de votre compte.'],
  },
};
