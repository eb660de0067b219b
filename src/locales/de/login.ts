/** German. */
import type { Terms } from '../terms/login.js';

const name = 'Mit WeChat anmelden';

export const terms: Terms = {
  lang: 'de',
  name,
  picture: 'QR-Code zum Scannen mit WeChat',
  kinds: { service: 'Servicekonto', subscription: 'Offizielles Konto' },
  existingOnly: 'Nur für Mitglieder',
  messages: {
    idle: [name, 'QR-Code anzeigen und mit dem Smartphone scannen.'],
    loading: [name, 'Der QR-Code wird vorbereitet…'],
    ready: [name, 'Scannen Sie mit WeChat. Falls gefragt, tippen Sie auf „Folgen“.'],
    offline: ['Keine Verbindung', 'Bitte prüfen Sie Ihr Netz. Danach geht es von selbst weiter.'],
    unreachable: [
      'Nicht erreichbar',
      'Bitte prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    ],
    failed: ['Fehler aufgetreten', 'Bitte versuchen Sie es erneut.'],
    unavailable: [
      'Zurzeit nicht möglich',
      'Melden Sie sich anders an oder kommen Sie später wieder.',
    ],
  },
  show: 'QR-Code anzeigen',
  refresh: 'QR-Code erneuern',
  retry: 'Erneut versuchen',
  open: name,
  close: 'Schließen',
};
