/** French. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'Associer WeChat';
const linked = [
  'WeChat est associé',
  'Vous pouvez désormais l’utiliser pour vous connecter.',
] as const;
const moment = 'Un instant…';
const soon = 'Veuillez réessayer dans un instant.';
const notNow = 'Indisponible';
const confirm = 'Confirmez sur WeChat';
const restart = 'Vous pouvez recommencer à tout moment.';
const reconnecting = 'Reconnexion en cours. Le code QR reste utilisable.';

export const terms: AfterQrCodeTerms = {
  lang: 'fr',
  yourAccount: 'Votre compte',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Copier', copied: 'Copié' },
  messages: {
    accept: ['Conditions à accepter', 'Le code QR s’affichera ensuite.'],
    disabled: [notNow, 'Ce mode de connexion est désactivé pour le moment.'],
    tap: [confirm, 'Sur votre téléphone, ouvrez la discussion et touchez « Confirm ».'],
    digits: [confirm, 'Envoyez ces six chiffres dans la discussion, sur le téléphone.'],
    reconnecting: ['Connexion avec WeChat', reconnecting],
    expired: ['Code QR expiré', 'Par sécurité, il n’est valable que quelques minutes.'],
    cancelled: ['Connexion annulée', restart],
    rate_limited: [
      'Trop de tentatives',
      ({ wait }) => (wait ? `Veuillez réessayer dans ${wait}.` : soon),
    ],
    quota_exhausted: [notNow, 'Plus aucun code QR disponible. Revenez plus tard.'],
    platform_disabled: [notNow, 'Ce compte officiel est indisponible. Connectez-vous autrement.'],
    upstream_unavailable: [
      'Pas de réponse',
      'WeChat ne répond pas. Veuillez réessayer dans un instant.',
    ],
    approved: ['Connexion en cours', moment],
    welcome: ['Connexion réussie', 'Bienvenue. Votre nouveau compte est prêt.'],
    back: ['Connexion réussie', 'Ravis de vous revoir.'],
    denied: ['Connexion stoppée', 'Dans WeChat, quelqu’un a touché « Not me ».'],
    cookies_blocked: ['Cookies bloqués', 'Autorisez-les ou ouvrez ce site dans un nouvel onglet.'],
    foreign_frame: ['Encore une étape', 'Par sécurité, continuez dans une fenêtre séparée.'],
    old_browser: ['Navigateur obsolète', 'Mettez-le à jour ou utilisez-en un autre.'],
    load_failed: ['Page incomplète', 'Une partie de la page manque. Réessayez.'],
    linked,
    identity_conflict: ['Déjà associé', 'Ce WeChat est associé à un autre compte.'],
    proof_failed: ['Trop d’erreurs', 'Rien n’a été modifié. Vous pouvez scanner à nouveau.'],
    reauthentication_required: [
      'Reconnectez-vous',
      'Par sécurité, faites-le avant d’associer WeChat.',
    ],
    confirmation_required: [
      'Confirmation requise',
      'Par sécurité, reconnectez-vous, puis confirmez sur WeChat.',
    ],
    session_mismatch: ['Compte différent', 'Un autre compte est maintenant connecté ici.'],
    captcha_required: ['Petite vérification', 'Le code QR s’affichera ensuite.'],
    sign_in_refused: [
      'Accès impossible',
      'Si vous pensez qu’il s’agit d’une erreur, contactez ce site.',
    ],
  },
  link: {
    name,
    messages: {
      idle: [name, 'Affichez un code QR à scanner avec votre téléphone.'],
      loading: [name, 'Préparation du code QR…'],
      ready: [name, 'Scannez avec WeChat. Touchez « Suivre » s’il s’affiche.'],
      reconnecting: [name, reconnecting],
      approved: ['Presque terminé', moment],
      back: linked,
      denied: ['Non associé', 'Quelqu’un a touché « Not me » dans WeChat. Rien n’a changé.'],
      cancelled: ['Non associé', restart],
      offline: [
        'Vous êtes hors ligne',
        'Vérifiez votre réseau. L’opération reprendra automatiquement.',
      ],
      unavailable: [notNow, 'Veuillez revenir plus tard.'],
    },
  },
};
