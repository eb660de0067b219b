/** Spanish. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Entrar con WeChat';

export const terms: DoorTerms = {
  lang: 'es',
  messages: {
    message: ['Entrar con un mensaje', 'Envía unos dígitos en WeChat y confirma.'],
    save: [name, 'Guarda el código QR y escanéalo desde el álbum en WeChat.'],
    hold: [name, 'Mantén presionado el código QR. Si te lo pide, toca «Seguir».'],
    authorize: [name, 'Usa tu cuenta de WeChat. Sin contraseña.'],
    elsewhere: ['Aquí no es posible', 'Copia el enlace y ábrelo en WeChat o en un navegador.'],
    outside: ['Abrir en WeChat', 'Copia el enlace, envíalo a un chat de WeChat y tócalo allí.'],
    unsaved: [name, 'Haz una captura de pantalla y escanéala desde el álbum en WeChat.'],
    begin: [name, 'Toca el botón para empezar.'],
    late: ['Se acabó el tiempo', 'Por tu seguridad, solo hay unos minutos para entrar.'],
    method_unavailable: ['No disponible', 'Entra de otra manera o vuelve más tarde.'],
    authorization_refused: [
      'No has entrado',
      'No lo permitiste en WeChat. Puedes intentarlo de nuevo.',
    ],
    authorization_failed: ['No has entrado', 'WeChat no lo confirmó. Inténtalo de nuevo.'],
    follow_required: [
      'Falta seguir la cuenta',
      'Sigue la cuenta oficial en WeChat e inténtalo de nuevo.',
    ],
    virtual_user: [
      'Vista previa',
      'Activa el servicio completo en la parte inferior y reinténtalo.',
    ],
  },
  find: (account) => `En WeChat, busca «${account}» y sigue la cuenta.`,
  scanAccount: (account) => `En WeChat, sigue «${account}»: escanea este código o busca el nombre.`,
  holdAccount: (account) => `Mantén presionado este código para seguir «${account}».`,
  send: 'Envía estos dígitos en su chat.',
  confirm: 'Toca «Confirm» en la respuesta.',
  take: 'Copia estos dígitos.',
  sendAndConfirm: 'Envía los dígitos en su chat y toca «Confirm» en la respuesta.',
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'No se pudo copiar. Está seleccionado: cópialo manualmente.',
  accountPicture: 'Código QR de la cuenta oficial',
  savePicture: 'Guardar código QR',
  openWechat: 'Abrir WeChat',
  scanAlbum: 'Toca + › Escanear › Álbum y elige el código QR.',
  holdPicture: 'También puedes mantener presionado el código de arriba.',
  notSaved: 'No se pudo guardar. Mantén presionado el código o haz una captura de pantalla.',
  fileName: 'entrar-wechat',
  authorize: 'Continuar con WeChat',
  copyLink: 'Copiar enlace',
  linkCopied: 'Enlace copiado',
  officialAccounts: 'Cuenta oficial',
  cannotScan: '¿No puedes escanear?',
  byMessage: 'Entrar con un mensaje',
  byQrCode: 'Entrar con un código QR',
};
