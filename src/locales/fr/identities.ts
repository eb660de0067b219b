/** French. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'fr',
  title: 'Connexion avec WeChat',
  text: 'Scannez avec un WeChat associé.',
  wechat: 'WeChat',
  linked: (day) => `Associé le ${day}`,
  empty: 'Aucun WeChat n’est encore associé à votre compte.',
  unlink: 'Dissocier',
  keep: 'Conserver',
  confirmUnlink: 'Dissocier ? Ce WeChat ne vous permettra plus de vous connecter.',
  unlinking: 'Dissociation…',
  unlinked: (name) => `Dissocié\u00a0: ${name}`,
  messages: {
    last_way_in:
      'C’est votre seul moyen de connexion. Ajoutez-en un autre avant de dissocier celui-ci.',
    reauthentication_required: 'Par sécurité, reconnectez-vous d’abord.',
    confirmation_required: 'Par sécurité, confirmez d’abord sur WeChat que c’est bien vous.',
    too_recent: (wait) =>
      `Ce WeChat a servi à vous connecter il y a moins de 24 heures. Par sécurité, il pourra être dissocié ${wait ? `dans ${wait}` : 'demain'}.`,
    rate_limited: (wait) =>
      `Trop de tentatives. Veuillez réessayer ${wait ? `dans ${wait}` : 'dans un instant'}.`,
    unreachable: 'Serveur injoignable. Vérifiez votre réseau, puis réessayez.',
    failed: 'Une erreur est survenue. Veuillez réessayer.',
    unavailable: 'Indisponible pour le moment. Veuillez revenir plus tard.',
  },
  close: 'OK',
  confirm: 'Confirmer sur WeChat',
  retry: 'Réessayer',
};
