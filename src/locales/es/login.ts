/** Spanish. */
import type { Terms } from '../terms/login.js';

const name = 'Entrar con WeChat';

export const terms: Terms = {
  lang: 'es',
  name,
  picture: 'Código QR para escanear con WeChat',
  kinds: { service: 'Cuenta de servicio', subscription: 'Cuenta oficial' },
  existingOnly: 'Solo para miembros',
  messages: {
    idle: [name, 'Muestra el código QR y escanéalo con tu teléfono.'],
    loading: [name, 'Preparando el código QR…'],
    ready: [name, 'Escanea con WeChat. Si te lo pide, toca «Seguir».'],
    offline: ['Sin conexión', 'Revisa tu conexión. Después continuará automáticamente.'],
    unreachable: ['No se pudo conectar', 'Revisa tu conexión e inténtalo de nuevo.'],
    failed: ['Algo salió mal', 'Inténtalo de nuevo.'],
    unavailable: ['No disponible', 'Entra de otra manera o vuelve más tarde.'],
  },
  show: 'Mostrar código QR',
  refresh: 'Actualizar código QR',
  retry: 'Reintentar',
  open: name,
  close: 'Cerrar',
};
