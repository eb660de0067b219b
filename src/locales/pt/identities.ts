/** Brazilian Portuguese. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'pt',
  title: 'Acesso pelo WeChat',
  text: 'Entre com um WeChat vinculado.',
  wechat: 'WeChat',
  linked: (day) => `Vinculado em ${day}`,
  empty: 'Ainda não há nenhum WeChat vinculado à sua conta.',
  unlink: 'Desvincular',
  keep: 'Manter',
  confirmUnlink: 'Desvincular? Você não poderá mais entrar com este WeChat.',
  unlinking: 'Desvinculando…',
  unlinked: (name) => `Desvinculado: ${name}`,
  messages: {
    last_way_in:
      'Esta é sua única forma de entrar e por isso continua vinculada. Adicione outra antes.',
    reauthentication_required: 'Por segurança, entre novamente primeiro.',
    confirmation_required: 'Por segurança, confirme primeiro no WeChat que é você.',
    too_recent: (wait) =>
      `Você entrou com este WeChat há menos de um dia. Por segurança, poderá desvinculá-lo ${wait ? `em ${wait}` : 'amanhã'}.`,
    rate_limited: (wait) => `Muitas tentativas. Tente novamente em ${wait || 'instantes'}.`,
    unreachable: 'Falha na conexão. Verifique sua internet e tente novamente.',
    failed: 'Algo deu errado. Tente novamente.',
    unavailable: 'Indisponível no momento. Volte mais tarde.',
  },
  close: 'OK',
  confirm: 'Confirmar no WeChat',
  retry: 'Tentar novamente',
};
