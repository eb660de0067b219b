/** German. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Mit WeChat anmelden';

export const terms: DoorTerms = {
  lang: 'de',
  messages: {
    message: [
      'Per Nachricht anmelden',
      'Senden Sie in WeChat ein paar Ziffern und bestätigen Sie.',
    ],
    save: [name, 'Speichern Sie den Code und scannen Sie ihn in WeChat aus dem Album.'],
    hold: [name, 'QR-Code gedrückt halten und, falls gefragt, auf „Folgen“ tippen.'],
    authorize: [name, 'Mit Ihrem WeChat-Konto, ganz ohne Passwort.'],
    elsewhere: [
      'Hier nicht möglich',
      'Kopieren Sie den Link und öffnen Sie ihn in WeChat oder im Browser.',
    ],
    outside: ['In WeChat öffnen', 'Link kopieren, in einen WeChat-Chat senden und dort antippen.'],
    unsaved: [name, 'Screenshot machen und in WeChat aus dem Album scannen.'],
    begin: [name, 'Tippen Sie auf die Schaltfläche, um zu beginnen.'],
    late: ['Zeit abgelaufen', 'Zu Ihrer Sicherheit bleiben nur wenige Minuten.'],
    method_unavailable: [
      'Zurzeit nicht möglich',
      'Melden Sie sich anders an oder kommen Sie später wieder.',
    ],
    authorization_refused: [
      'Nicht angemeldet',
      'Sie haben in WeChat abgelehnt. Sie können es erneut versuchen.',
    ],
    authorization_failed: [
      'Nicht angemeldet',
      'WeChat hat nicht bestätigt. Bitte versuchen Sie es erneut.',
    ],
    follow_required: [
      'Bitte erst folgen',
      'Folgen Sie dem Konto in WeChat und versuchen Sie es erneut.',
    ],
    virtual_user: [
      'Nur eine Vorschau',
      'Wechseln Sie unten in WeChat zum vollen Dienst. Dann geht es weiter.',
    ],
  },
  find: (account) => `Suchen Sie in WeChat nach „${account}“ und folgen Sie dem Konto.`,
  scanAccount: (account) =>
    `Folgen Sie „${account}“ in WeChat: Scannen Sie diesen Code oder suchen Sie den Namen.`,
  holdAccount: (account) => `Halten Sie diesen Code gedrückt, um „${account}“ zu folgen.`,
  send: 'Senden Sie diese Ziffern im Chat.',
  confirm: 'Tippen Sie in der Antwort auf „Confirm“.',
  take: 'Kopieren Sie diese Ziffern.',
  sendAndConfirm: 'Senden Sie die Ziffern im Chat und tippen Sie in der Antwort auf „Confirm“.',
  copy: 'Kopieren',
  copied: 'Kopiert',
  notCopied: 'Kopieren nicht möglich. Der Text ist markiert, bitte kopieren Sie ihn selbst.',
  accountPicture: 'QR-Code des offiziellen Kontos',
  savePicture: 'QR-Code speichern',
  openWechat: 'WeChat öffnen',
  scanAlbum: 'Tippen Sie auf + › Scannen › Album und wählen Sie den QR-Code.',
  holdPicture: 'Oder halten Sie den QR-Code oben gedrückt.',
  notSaved:
    'Speichern nicht möglich. Halten Sie den QR-Code gedrückt oder machen Sie einen Screenshot.',
  fileName: 'wechat-anmeldung',
  authorize: 'Weiter mit WeChat',
  copyLink: 'Link kopieren',
  linkCopied: 'Link kopiert',
  officialAccounts: 'Offizielles Konto',
  cannotScan: 'Scannen nicht möglich?',
  byMessage: 'Lieber per Nachricht anmelden',
  byQrCode: 'Lieber per QR-Code anmelden',
};
