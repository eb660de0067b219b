/** Brazilian Portuguese. */
import type { Terms } from '../terms/login.js';

const name = 'Entrar com o WeChat';

export const terms: Terms = {
  lang: 'pt',
  name,
  picture: 'QR code para escanear com o WeChat',
  kinds: { service: 'Conta de serviço', subscription: 'Conta oficial' },
  existingOnly: 'Só para membros',
  messages: {
    idle: [name, 'Mostre o QR code e escaneie com o celular.'],
    loading: [name, 'Preparando o QR code…'],
    ready: [name, 'Escaneie com o WeChat. Se solicitado, toque em “Seguir”.'],
    offline: ['Você está offline', 'Verifique sua conexão. O acesso continuará automaticamente.'],
    unreachable: ['Falha na conexão', 'Verifique sua conexão e tente novamente.'],
    failed: ['Algo deu errado', 'Tente novamente.'],
    unavailable: ['Indisponível agora', 'Entre de outra forma ou volte mais tarde.'],
  },
  show: 'Mostrar QR code',
  refresh: 'Atualizar QR code',
  retry: 'Tentar novamente',
  open: name,
  close: 'Fechar',
};
