/** German. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'de',
  title: 'Anmeldung mit WeChat',
  text: 'Verknüpft? Dann genügt ein Scan.',
  wechat: 'WeChat',
  linked: (day) => `Verknüpft am ${day}`,
  empty: 'Mit Ihrem Konto ist noch kein WeChat verknüpft.',
  unlink: 'Trennen',
  keep: 'Behalten',
  confirmUnlink: 'Wirklich trennen? Mit diesem WeChat können Sie sich dann nicht mehr anmelden.',
  unlinking: 'Wird getrennt…',
  unlinked: (name) => `Getrennt: ${name}`,
  messages: {
    last_way_in:
      'Sie können sich nur hiermit anmelden. Richten Sie vor dem Trennen erst einen anderen Weg ein.',
    reauthentication_required: 'Bitte melden Sie sich zu Ihrer Sicherheit zuerst erneut an.',
    confirmation_required:
      'Bitte bestätigen Sie zu Ihrer Sicherheit zuerst in WeChat, dass Sie es sind.',
    too_recent: (wait) =>
      `Sie haben sich vor weniger als einem Tag mit diesem WeChat angemeldet. Zu Ihrer Sicherheit lässt es sich erst ${wait ? `in ${wait}` : 'morgen'} trennen.`,
    rate_limited: (wait) =>
      `Zu viele Versuche. Bitte versuchen Sie es ${wait ? `in ${wait}` : 'später'} erneut.`,
    unreachable: 'Keine Verbindung. Bitte prüfen Sie Ihr Netz und versuchen Sie es erneut.',
    failed: 'Es ist ein Fehler aufgetreten. Bitte versuchen Sie es erneut.',
    unavailable: 'Zurzeit nicht möglich. Bitte kommen Sie später wieder.',
  },
  close: 'OK',
  confirm: 'In WeChat bestätigen',
  retry: 'Erneut versuchen',
};
