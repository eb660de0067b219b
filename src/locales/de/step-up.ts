/** German. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Identität bestätigen';
const failed = 'Nicht bestätigt';

export const terms: StepUpTerms = {
  lang: 'de',
  name,
  open: name,
  messages: {
    idle: [name, 'QR-Code anzeigen und mit dem Smartphone scannen.'],
    loading: [name, 'Der QR-Code wird vorbereitet…'],
    ready: [name, 'Scannen Sie mit dem WeChat, das mit Ihrem Konto verknüpft ist.'],
    reconnecting: [name, 'Verbindung wird wiederhergestellt. Der Code gilt weiterhin.'],
    approved: ['Gleich geschafft', 'Einen Moment bitte…'],
    back: ['Bestätigt', 'Vielen Dank, Sie können fortfahren.'],
    denied: [failed, 'In WeChat wurde „Not me“ gewählt. Es hat sich nichts geändert.'],
    cancelled: [failed, 'Sie können jederzeit neu beginnen.'],
    offline: ['Keine Verbindung', 'Bitte prüfen Sie Ihr Netz. Danach geht es von selbst weiter.'],
    unavailable: ['Zurzeit nicht möglich', 'Bitte kommen Sie später wieder.'],
    reauthentication_required: ['Bitte erst anmelden', 'Sie sind hier nicht mehr angemeldet.'],
    session_mismatch: [failed, 'Dieses WeChat passt nicht. Bitte scannen Sie mit dem verknüpften.'],
  },
};
