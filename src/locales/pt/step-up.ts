/** Brazilian Portuguese. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Confirme que é você';
const failed = 'Não confirmado';

export const terms: StepUpTerms = {
  lang: 'pt',
  name,
  open: name,
  messages: {
    idle: [name, 'Mostre o QR code e escaneie com o celular.'],
    loading: [name, 'Preparando o QR code…'],
    ready: [name, 'Escaneie com o WeChat vinculado à sua conta.'],
    reconnecting: [name, 'Reconectando. Você ainda pode escanear o QR code.'],
    approved: ['Quase lá', 'Só um momento…'],
    back: ['Confirmado', 'Obrigado! Você pode continuar.'],
    denied: [failed, 'Alguém tocou em “Not me” no WeChat. Nada foi alterado.'],
    cancelled: [failed, 'Você pode recomeçar quando quiser.'],
    offline: ['Você está offline', 'Verifique sua conexão. Depois, tudo continua automaticamente.'],
    unavailable: ['Indisponível agora', 'Volte mais tarde.'],
    reauthentication_required: ['Entre primeiro', 'Sua sessão aqui foi encerrada.'],
    session_mismatch: [failed, 'Este WeChat não é o da sua conta. Escaneie com o vinculado.'],
  },
};
