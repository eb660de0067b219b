/** French. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Connexion avec WeChat';

export const terms: DoorTerms = {
  lang: 'fr',
  messages: {
    message: ['Connexion par message', 'Envoyez quelques chiffres sur WeChat, puis confirmez.'],
    save: [name, 'Enregistrez le code, puis scannez-le depuis l’album de WeChat.'],
    hold: [name, 'Appuyez longuement sur le code. Touchez « Suivre » s’il s’affiche.'],
    authorize: [name, 'Utilisez votre compte WeChat, sans mot de passe.'],
    elsewhere: ['Impossible ici', 'Copiez le lien et ouvrez-le dans WeChat ou un navigateur.'],
    outside: [
      'Ouvrir dans WeChat',
      'Copiez le lien, envoyez-le dans une discussion et touchez-le.',
    ],
    unsaved: [name, 'Faites une capture d’écran et scannez-la depuis l’album de WeChat.'],
    begin: [name, 'Touchez le bouton pour commencer.'],
    late: ['Délai dépassé', 'Par sécurité, vous n’avez que quelques minutes.'],
    method_unavailable: ['Indisponible', 'Connectez-vous autrement ou revenez plus tard.'],
    authorization_refused: [
      'Connexion refusée',
      'Vous avez refusé l’accès sur WeChat. Vous pouvez réessayer.',
    ],
    authorization_failed: ['Échec de connexion', 'WeChat n’a pas confirmé. Veuillez réessayer.'],
    follow_required: ['Suivez ce compte', 'Suivez le compte officiel sur WeChat, puis réessayez.'],
    virtual_user: ['Simple aperçu', 'Passez au service complet en bas de WeChat, puis réessayez.'],
  },
  find: (account) => `Sur WeChat, cherchez «\u00a0${account}\u00a0» et suivez ce compte.`,
  scanAccount: (account) =>
    `Sur WeChat, suivez «\u00a0${account}\u00a0»\u00a0: scannez ce code ou cherchez ce nom.`,
  holdAccount: (account) => `Appuyez longuement sur ce code pour suivre «\u00a0${account}\u00a0».`,
  send: 'Envoyez ces chiffres dans la discussion.',
  confirm: 'Dans la réponse, touchez « Confirm ».',
  take: 'Copiez ces chiffres.',
  sendAndConfirm:
    'Envoyez les chiffres dans la discussion, puis touchez « Confirm » dans la réponse.',
  copy: 'Copier',
  copied: 'Copié',
  notCopied: 'Copie impossible. Le texte est sélectionné : copiez-le vous-même.',
  accountPicture: 'Code QR du compte officiel',
  savePicture: 'Enregistrer le code',
  openWechat: 'Ouvrir WeChat',
  scanAlbum: 'Touchez + › Scanner › Album, puis choisissez le code QR.',
  holdPicture: 'Ou appuyez longuement sur le code ci-dessus.',
  notSaved:
    'Échec de l’enregistrement. Appuyez longuement sur le code ou faites une capture d’écran.',
  fileName: 'connexion-wechat',
  authorize: 'Continuer avec WeChat',
  copyLink: 'Copier le lien',
  linkCopied: 'Lien copié',
  officialAccounts: 'Compte officiel',
  cannotScan: 'Impossible de scanner ?',
  byMessage: 'Utiliser plutôt un message',
  byQrCode: 'Utiliser plutôt un code QR',
};
