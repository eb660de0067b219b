/** Spanish. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Confirma que eres tú';
const failed = 'Sin confirmar';

export const terms: StepUpTerms = {
  lang: 'es',
  name,
  open: name,
  messages: {
    idle: [name, 'Muestra el código QR y escanéalo con tu teléfono.'],
    loading: [name, 'Preparando el código QR…'],
    ready: [name, 'Escanea con el WeChat vinculado a tu cuenta.'],
    reconnecting: [name, 'Reconectando. Aún puedes escanear el código QR.'],
    approved: ['Ya casi está', 'Un momento…'],
    back: ['Confirmado', 'Gracias. Puedes continuar.'],
    denied: [failed, 'Alguien tocó «Not me» en WeChat. No se cambió nada.'],
    cancelled: [failed, 'Puedes volver a empezar cuando quieras.'],
    offline: ['Sin conexión', 'Revisa tu conexión. Después continuará automáticamente.'],
    unavailable: ['No disponible', 'Vuelve más tarde.'],
    reauthentication_required: ['Inicia sesión primero', 'Tu sesión se ha cerrado.'],
    session_mismatch: [failed, 'Ese WeChat no es el de tu cuenta. Escanea con el vinculado.'],
  },
};
