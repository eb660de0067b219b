/** Brazilian Portuguese. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Entrar com o WeChat';

export const terms: DoorTerms = {
  lang: 'pt',
  messages: {
    message: ['Entrar por mensagem', 'Envie alguns dígitos no WeChat e confirme.'],
    save: [name, 'Salve o QR code e escaneie-o pelo álbum no WeChat.'],
    hold: [name, 'Mantenha o QR code pressionado. Se solicitado, toque em “Seguir”.'],
    authorize: [name, 'Use sua conta do WeChat, sem senha.'],
    elsewhere: ['Aqui não é possível', 'Copie o link e abra no WeChat ou em um navegador.'],
    outside: ['Abrir no WeChat', 'Copie o link, envie-o em uma conversa do WeChat e toque nele.'],
    unsaved: [name, 'Faça uma captura de tela e escaneie-a pelo álbum no WeChat.'],
    begin: [name, 'Toque no botão para começar.'],
    late: ['Tempo esgotado', 'Por segurança, há apenas alguns minutos para entrar.'],
    method_unavailable: ['Indisponível agora', 'Entre de outra forma ou volte mais tarde.'],
    authorization_refused: [
      'Você não entrou',
      'Você não permitiu no WeChat. É possível tentar de novo.',
    ],
    authorization_failed: ['Você não entrou', 'O WeChat não confirmou o acesso. Tente novamente.'],
    follow_required: ['Siga a conta primeiro', 'Siga a conta oficial no WeChat e tente novamente.'],
    virtual_user: [
      'Apenas uma prévia',
      'Ative o serviço completo no rodapé do WeChat e tente novamente.',
    ],
  },
  find: (account) => `No WeChat, busque “${account}” e siga a conta.`,
  scanAccount: (account) =>
    `No WeChat, siga “${account}”: escaneie este código ou busque pelo nome.`,
  holdAccount: (account) => `Mantenha este código pressionado para seguir “${account}”.`,
  send: 'Envie estes dígitos na conversa.',
  confirm: 'Toque em “Confirm” na resposta.',
  take: 'Copie estes dígitos.',
  sendAndConfirm: 'Envie os dígitos na conversa e toque em “Confirm” na resposta.',
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'Não foi possível copiar. O texto está selecionado: copie manualmente.',
  accountPicture: 'QR code da conta oficial',
  savePicture: 'Salvar QR code',
  openWechat: 'Abrir o WeChat',
  scanAlbum: 'Toque em + › Escanear › Álbum e escolha o QR code.',
  holdPicture: 'Ou mantenha pressionado o QR code acima.',
  notSaved: 'Não foi possível salvar. Mantenha o QR code pressionado ou faça uma captura de tela.',
  fileName: 'entrar-wechat',
  authorize: 'Continuar com o WeChat',
  copyLink: 'Copiar link',
  linkCopied: 'Link copiado',
  officialAccounts: 'Conta oficial',
  cannotScan: 'Não consegue escanear?',
  byMessage: 'Entrar por mensagem',
  byQrCode: 'Entrar com QR code',
};
