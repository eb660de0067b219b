/** Spanish. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'Crear cuenta';

export const terms: BindingTerms = {
  lang: 'es',
  prompts: {
    choose: ['¿Primera vez aquí?', '¿Cómo quieres continuar?'],
    create: ['Crea tu cuenta', 'Solo unos datos y listo.'],
    link: ['Vincula tu cuenta', 'Verifica una sola vez que es tuya. Después, solo escanea.'],
    existing: ['Solo para miembros', 'Si ya eres miembro, vincula tu cuenta para entrar.'],
    connect: ['Vincular WeChat', 'Un último paso para comprobar que eres tú.'],
    select: ['Elige tu cuenta', 'Coinciden varias. ¿En cuál quieres entrar con WeChat?'],
  },
  newAccount: ['Es mi primera vez', 'Crear una cuenta nueva'],
  existingAccount: ['Ya tengo una cuenta', 'Vincúlala y solo escanea'],
  submit: { create, link: 'Vincular y entrar' },
  busy: 'Un momento…',
  back: 'Volver',
  restart: 'Escanear de nuevo',
  methods: 'Cómo verificar que es tuya',
  session: 'Cuenta abierta aquí',
  optional: '(opcional)',
  send: 'Enviar código',
  resend: 'Reenviar',
  resendIn: (seconds) => `Espera ${seconds} s`,
  sent: 'Si coincide con una cuenta, recibirás un código.',
  chatDigitsLabel: 'Seis dígitos de WeChat',
  chatDigitsHint: (account) =>
    account ? `Están en el chat con ${account} en WeChat.` : 'Están en el chat de WeChat.',
  mistakes: {
    missing: 'Completa este campo.',
    digits: 'Escribe los seis dígitos.',
    email: 'Escribe una dirección de correo completa.',
    check: 'Parece que hay un error. Revísalo.',
    long: 'Es demasiado largo: 200 caracteres como máximo.',
    proof: ({ tries }) => `No coincide. ${tries || 'Inténtalo de nuevo.'}`,
    chat: ({ tries }) => `No son los dígitos del chat.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `Demasiados intentos. Inténtalo de nuevo ${wait ? `en ${wait}` : 'más tarde'}.`,
    reauthentication_required: 'Primero vuelve a entrar en este sitio.',
    confirmation_required: 'Primero confirma en WeChat que eres tú.',
    session_mismatch: 'Ahora hay otra cuenta abierta aquí.',
    identity_conflict: 'Este WeChat pertenece a otra cuenta.',
    unreachable: 'No se pudo conectar. Revisa tu conexión e inténtalo de nuevo.',
    failed: 'Algo salió mal. Inténtalo de nuevo.',
  },
  triesLeft: { one: 'Te queda un intento.', other: 'Te quedan # intentos.' },
};
