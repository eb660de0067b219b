/** German. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'Konto erstellen';

export const terms: BindingTerms = {
  lang: 'de',
  prompts: {
    choose: ['Zum ersten Mal hier?', 'Wie möchten Sie fortfahren?'],
    create: [create, 'Nur noch ein paar Angaben, dann sind Sie fertig.'],
    link: [
      'Konto verknüpfen',
      'Weisen Sie einmal nach, dass es Ihres ist. Danach genügt ein Scan.',
    ],
    existing: ['Nur für Mitglieder', 'Sie sind schon Mitglied? Dann verknüpfen Sie Ihr Konto.'],
    connect: ['WeChat verknüpfen', 'Zum Schluss prüfen wir, ob Sie es sind.'],
    select: ['Konto auswählen', 'Mehrere Konten passen. Welches möchten Sie mit WeChat öffnen?'],
  },
  newAccount: ['Ich bin neu hier', 'Neues Konto erstellen'],
  existingAccount: ['Konto vorhanden', 'Verknüpfen, dann nur scannen'],
  submit: { create, link: 'Verknüpfen und anmelden' },
  busy: 'Einen Moment…',
  back: 'Zurück',
  restart: 'Erneut scannen',
  methods: 'Nachweis, dass es Ihr Konto ist',
  session: 'Hier angemeldet',
  optional: '(freiwillig)',
  send: 'Code senden',
  resend: 'Erneut senden',
  resendIn: (seconds) => `Erneut in ${seconds} s`,
  sent: 'Falls es dazu ein Konto gibt, ist ein Code unterwegs.',
  chatDigitsLabel: 'Sechs Ziffern aus WeChat',
  chatDigitsHint: (account) =>
    account ? `Zu finden in WeChat im Chat mit ${account}.` : 'Zu finden in WeChat im Chat.',
  mistakes: {
    missing: 'Bitte füllen Sie dieses Feld aus.',
    digits: 'Bitte geben Sie alle sechs Ziffern ein.',
    email: 'Bitte geben Sie eine vollständige E-Mail-Adresse ein.',
    check: 'Das sieht nicht richtig aus. Bitte prüfen.',
    long: 'Das ist zu lang: Höchstens 200 Zeichen sind möglich.',
    proof: ({ tries }) => `Das stimmt nicht überein. ${tries || 'Bitte versuchen Sie es erneut.'}`,
    chat: ({ tries }) => `Das sind nicht die Ziffern aus dem Chat.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `Zu viele Versuche. Bitte versuchen Sie es ${wait ? `in ${wait}` : 'später'} erneut.`,
    reauthentication_required: 'Bitte melden Sie sich zuerst erneut auf dieser Website an.',
    confirmation_required: 'Bitte bestätigen Sie zuerst in WeChat, dass Sie es sind.',
    session_mismatch: 'Hier ist jetzt ein anderes Konto angemeldet.',
    identity_conflict: 'Dieses WeChat gehört zu einem anderen Konto.',
    unreachable: 'Keine Verbindung. Bitte prüfen Sie Ihr Netz und versuchen Sie es erneut.',
    failed: 'Es ist ein Fehler aufgetreten. Bitte versuchen Sie es erneut.',
  },
  triesLeft: { one: 'Noch ein Versuch.', other: 'Noch # Versuche.' },
};
