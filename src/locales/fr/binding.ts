/** French. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'Créer un compte';

export const terms: BindingTerms = {
  lang: 'fr',
  prompts: {
    choose: ['Première visite ?', 'Comment souhaitez-vous continuer ?'],
    create: [create, 'Quelques informations et c’est terminé.'],
    link: ['Associer un compte', 'Prouvez une fois qu’il est à vous. Ensuite, un scan suffira.'],
    existing: ['Réservé aux membres', 'Vous êtes membre ? Associez votre compte.'],
    connect: ['Associer WeChat', 'Dernière étape : vérifions que c’est bien vous.'],
    select: ['Choisir un compte', 'Plusieurs correspondent. Lequel ouvrir avec WeChat ?'],
  },
  newAccount: ['Je n’ai pas de compte', 'Créer un nouveau compte'],
  existingAccount: ['J’ai déjà un compte', 'Associez-le, puis scannez'],
  submit: { create, link: 'Associer et se connecter' },
  busy: 'Un instant…',
  back: 'Retour',
  restart: 'Scanner à nouveau',
  methods: 'Comment prouver que ce compte est à vous',
  session: 'Compte connecté ici',
  optional: '(facultatif)',
  send: 'Envoyer',
  resend: 'Renvoyer',
  resendIn: (seconds) => `Attendez ${seconds} s`,
  sent: 'Si un compte correspond, vous allez recevoir un code.',
  chatDigitsLabel: 'Six chiffres reçus sur WeChat',
  chatDigitsHint: (account) =>
    account
      ? `Ils se trouvent dans la discussion avec ${account}, sur WeChat.`
      : 'Ils se trouvent dans la discussion, sur WeChat.',
  mistakes: {
    missing: 'Veuillez remplir ce champ.',
    digits: 'Veuillez saisir les six chiffres.',
    email: 'Veuillez saisir une adresse e-mail complète.',
    check: 'Cela ne semble pas correct. Veuillez vérifier.',
    long: 'Texte trop long : 200 caractères au maximum.',
    proof: ({ tries }) => `Cela ne correspond pas. ${tries || 'Veuillez réessayer.'}`,
    chat: ({ tries }) => `Ce ne sont pas les chiffres de la discussion.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `Trop de tentatives. Veuillez réessayer ${wait ? `dans ${wait}` : 'plus tard'}.`,
    reauthentication_required: 'Veuillez d’abord vous reconnecter à ce site.',
    confirmation_required: 'Veuillez d’abord confirmer sur WeChat que c’est bien vous.',
    session_mismatch: 'Un autre compte est maintenant connecté ici.',
    identity_conflict: 'Ce WeChat est associé à un autre compte.',
    unreachable: 'Serveur injoignable. Vérifiez votre réseau, puis réessayez.',
    failed: 'Une erreur est survenue. Veuillez réessayer.',
  },
  triesLeft: {
    one: 'Il vous reste une tentative.',
    other: 'Il vous reste # tentatives.',
  },
};
