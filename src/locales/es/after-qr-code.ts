/** Spanish. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'Vincular WeChat';
const linked = ['WeChat vinculado', 'A partir de ahora puedes entrar con él.'] as const;
const moment = 'Un momento…';
const soon = 'Inténtalo de nuevo en un momento.';
const notNow = 'No disponible';
const confirm = 'Confirma en WeChat';
const restart = 'Puedes volver a empezar cuando quieras.';
const reconnecting = 'Reconectando. Aún puedes escanear el código QR.';

export const terms: AfterQrCodeTerms = {
  lang: 'es',
  yourAccount: 'Tu cuenta',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Copiar', copied: 'Copiado' },
  messages: {
    accept: ['Acepta las condiciones', 'Después aparecerá aquí el código QR.'],
    disabled: [notNow, 'Esta forma de entrar está desactivada por ahora.'],
    tap: [confirm, 'Abre el chat en tu teléfono y toca «Confirm».'],
    digits: [confirm, 'Envía estos seis dígitos en el chat de tu teléfono.'],
    reconnecting: ['Entrar con WeChat', reconnecting],
    expired: ['Código QR expirado', 'Por tu seguridad, solo es válido unos minutos.'],
    cancelled: ['Acceso cancelado', restart],
    rate_limited: [
      'Demasiados intentos',
      ({ wait }) => (wait ? `Inténtalo de nuevo en ${wait}.` : soon),
    ],
    quota_exhausted: [notNow, 'Ya no quedan códigos QR. Vuelve más tarde.'],
    platform_disabled: [notNow, 'Esta cuenta oficial no está disponible. Entra de otra manera.'],
    upstream_unavailable: ['WeChat no responde', soon],
    approved: ['Iniciando sesión', moment],
    welcome: ['Sesión iniciada', 'Te damos la bienvenida. Tu cuenta está lista.'],
    back: ['Sesión iniciada', '¡Qué gusto verte de nuevo!'],
    denied: ['Acceso detenido', 'Alguien tocó «Not me» en WeChat. Nadie ha entrado.'],
    cookies_blocked: ['Cookies bloqueadas', 'Permítelas o abre este sitio en otra pestaña.'],
    foreign_frame: ['Falta un paso', 'Por tu seguridad, continúa en otra ventana.'],
    old_browser: ['Navegador antiguo', 'Actualízalo o utiliza otro.'],
    load_failed: ['Carga incompleta', 'Falta una parte de la página. Inténtalo de nuevo.'],
    linked,
    identity_conflict: ['Ya vinculado', 'Este WeChat pertenece a otra cuenta.'],
    proof_failed: ['Demasiados errores', 'No se cambió nada. Puedes volver a escanear.'],
    reauthentication_required: [
      'Vuelve a entrar',
      'Por tu seguridad, hazlo antes de vincular WeChat.',
    ],
    confirmation_required: [
      'Falta confirmar',
      'Por tu seguridad, vuelve a entrar y confírmalo en WeChat.',
    ],
    session_mismatch: ['Cuenta distinta', 'Ahora hay otra cuenta abierta aquí.'],
    captcha_required: ['Verificación rápida', 'Después aparecerá aquí el código QR.'],
    sign_in_refused: [
      'No se puede continuar',
      'Si crees que es un error, ponte en contacto con este sitio.',
    ],
  },
  link: {
    name,
    messages: {
      idle: [name, 'Muestra el código QR y escanéalo con tu teléfono.'],
      loading: [name, 'Preparando el código QR…'],
      ready: [name, 'Escanea con WeChat. Si te lo pide, toca «Seguir».'],
      reconnecting: [name, reconnecting],
      approved: ['Ya casi está', moment],
      back: linked,
      denied: ['Sin vincular', 'Alguien tocó «Not me» en WeChat. No se cambió nada.'],
      cancelled: ['Sin vincular', restart],
      offline: ['Sin conexión', 'Revisa tu conexión. Después continuará automáticamente.'],
      unavailable: [notNow, 'Vuelve más tarde.'],
    },
  },
};
