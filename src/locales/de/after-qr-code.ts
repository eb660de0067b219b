/** German. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'WeChat verknüpfen';
const linked = ['WeChat ist verknüpft', 'Ab jetzt melden Sie sich hier mit WeChat an.'] as const;
const moment = 'Einen Moment bitte…';
const soon = 'Bitte versuchen Sie es gleich noch einmal.';
const notNow = 'Zurzeit nicht möglich';
const confirm = 'In WeChat bestätigen';
const restart = 'Sie können jederzeit neu beginnen.';
const reconnecting = 'Verbindung wird wiederhergestellt. Der Code gilt weiterhin.';

export const terms: AfterQrCodeTerms = {
  lang: 'de',
  yourAccount: 'Ihr Konto',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Kopieren', copied: 'Kopiert' },
  messages: {
    accept: [
      'Bitte erst zustimmen',
      'Sobald Sie den Bedingungen zustimmen, erscheint der QR-Code.',
    ],
    disabled: [notNow, 'Diese Art der Anmeldung ist derzeit abgeschaltet.'],
    tap: [confirm, 'Tippen Sie im Chat auf Ihrem Smartphone auf „Confirm“.'],
    digits: [confirm, 'Senden Sie diese sechs Ziffern im Chat auf Ihrem Smartphone.'],
    reconnecting: ['Mit WeChat anmelden', reconnecting],
    expired: ['QR-Code abgelaufen', 'Zu Ihrer Sicherheit gilt er nur wenige Minuten.'],
    cancelled: ['Abgebrochen', restart],
    rate_limited: [
      'Zu viele Versuche',
      ({ wait }) => (wait ? `Bitte versuchen Sie es in ${wait} erneut.` : soon),
    ],
    quota_exhausted: [notNow, 'Alle QR-Codes sind vergeben. Bitte kommen Sie später wieder.'],
    platform_disabled: [
      notNow,
      'Dieses Konto ist nicht verfügbar. Bitte melden Sie sich anders an.',
    ],
    upstream_unavailable: [
      'Keine Antwort',
      'WeChat antwortet zurzeit nicht. Bitte versuchen Sie es erneut.',
    ],
    approved: ['Sie werden angemeldet', moment],
    welcome: ['Angemeldet', 'Willkommen! Ihr neues Konto ist bereit.'],
    back: ['Angemeldet', 'Willkommen zurück!'],
    denied: ['Anmeldung gestoppt', 'In WeChat wurde „Not me“ gewählt. Niemand ist angemeldet.'],
    cookies_blocked: [
      'Cookies blockiert',
      'Erlauben Sie Cookies oder öffnen Sie die Seite in einem neuen Tab.',
    ],
    foreign_frame: ['Noch ein Schritt', 'Zur Sicherheit geht es in einem eigenen Fenster weiter.'],
    old_browser: ['Browser zu alt', 'Bitte aktualisieren Sie ihn oder nutzen Sie einen anderen.'],
    load_failed: ['Unvollständig geladen', 'Ein Teil der Seite fehlt. Bitte laden Sie sie neu.'],
    linked,
    identity_conflict: ['Schon verknüpft', 'Dieses WeChat gehört zu einem anderen Konto.'],
    proof_failed: ['Zu viele Versuche', 'Es wurde nichts geändert. Sie können erneut scannen.'],
    reauthentication_required: [
      'Bitte erneut anmelden',
      'Zu Ihrer Sicherheit: erst anmelden, dann WeChat verknüpfen.',
    ],
    confirmation_required: [
      'Bitte bestätigen',
      'Zu Ihrer Sicherheit: erneut anmelden, dann in WeChat bestätigen.',
    ],
    session_mismatch: ['Konto gewechselt', 'Hier ist jetzt ein anderes Konto angemeldet.'],
    captcha_required: ['Kurze Prüfung', 'Danach erscheint hier der QR-Code.'],
    sign_in_refused: [
      'Leider nicht möglich',
      'Falls das ein Irrtum ist, wenden Sie sich bitte an diese Website.',
    ],
  },
  link: {
    name,
    messages: {
      idle: [name, 'QR-Code anzeigen und mit dem Smartphone scannen.'],
      loading: [name, 'Der QR-Code wird vorbereitet…'],
      ready: [name, 'Scannen Sie mit WeChat. Falls gefragt, tippen Sie auf „Folgen“.'],
      reconnecting: [name, reconnecting],
      approved: ['Gleich geschafft', moment],
      back: linked,
      denied: ['Nicht verknüpft', 'In WeChat wurde „Not me“ gewählt. Es hat sich nichts geändert.'],
      cancelled: ['Nicht verknüpft', restart],
      offline: ['Keine Verbindung', 'Bitte prüfen Sie Ihr Netz. Danach geht es von selbst weiter.'],
      unavailable: [notNow, 'Bitte kommen Sie später wieder.'],
    },
  },
};
