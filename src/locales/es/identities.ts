/** Spanish. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'es',
  title: 'Acceso con WeChat',
  text: 'Entra con un WeChat vinculado.',
  wechat: 'WeChat',
  linked: (day) => `Vinculado el ${day}`,
  empty: 'Aún no hay ningún WeChat vinculado a tu cuenta.',
  unlink: 'Desvincular',
  keep: 'Conservar',
  confirmUnlink: '¿Desvincular? Ya no podrás entrar en tu cuenta con este WeChat.',
  unlinking: 'Desvinculando…',
  unlinked: (name) => `Desvinculado: ${name}`,
  messages: {
    last_way_in:
      'Es tu única forma de entrar, así que sigue vinculado. Añade antes otra forma de acceso.',
    reauthentication_required: 'Por tu seguridad, primero vuelve a entrar.',
    confirmation_required: 'Por tu seguridad, primero confirma en WeChat que eres tú.',
    too_recent: (wait) =>
      `Entraste con este WeChat hace menos de un día. Por tu seguridad, podrás desvincularlo ${wait ? `en ${wait}` : 'mañana'}.`,
    rate_limited: (wait) => `Demasiados intentos. Inténtalo de nuevo en ${wait || 'un momento'}.`,
    unreachable: 'No se pudo conectar. Revisa tu conexión e inténtalo de nuevo.',
    failed: 'Algo salió mal. Inténtalo de nuevo.',
    unavailable: 'No disponible por ahora. Vuelve más tarde.',
  },
  close: 'Aceptar',
  confirm: 'Confirmar en WeChat',
  retry: 'Reintentar',
};
