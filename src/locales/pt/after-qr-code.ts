/** Brazilian Portuguese. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'Vincular o WeChat';
const linked = ['WeChat vinculado', 'Agora você pode entrar com ele.'] as const;
const moment = 'Só um momento…';
const soon = 'Tente novamente em instantes.';
const notNow = 'Indisponível agora';
const confirm = 'Confirme no WeChat';
const restart = 'Você pode recomeçar quando quiser.';
const reconnecting = 'Reconectando. Você ainda pode escanear o QR code.';

export const terms: AfterQrCodeTerms = {
  lang: 'pt',
  yourAccount: 'Sua conta',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Copiar', copied: 'Copiado' },
  messages: {
    accept: ['Aceite os termos', 'Depois disso, o QR code aparece aqui.'],
    disabled: [notNow, 'Esta forma de entrar está desativada no momento.'],
    tap: [confirm, 'Abra a conversa no celular e toque em “Confirm”.'],
    digits: [confirm, 'Envie estes seis dígitos na conversa, no celular.'],
    reconnecting: ['Entrar com o WeChat', reconnecting],
    expired: ['QR code expirado', 'Por segurança, ele vale apenas alguns minutos.'],
    cancelled: ['Acesso cancelado', restart],
    rate_limited: [
      'Muitas tentativas',
      ({ wait }) => (wait ? `Tente novamente em ${wait}.` : soon),
    ],
    quota_exhausted: [notNow, 'Não há mais QR codes disponíveis. Volte mais tarde.'],
    platform_disabled: [notNow, 'Esta conta oficial está indisponível. Entre de outra forma.'],
    upstream_unavailable: ['WeChat sem resposta', soon],
    approved: ['Entrando', moment],
    welcome: ['Você entrou', 'Boas-vindas! Sua nova conta está pronta.'],
    back: ['Você entrou', 'Que bom ter você de volta.'],
    denied: ['Acesso interrompido', 'Alguém tocou em “Not me” no WeChat. Ninguém entrou.'],
    cookies_blocked: ['Cookies bloqueados', 'Permita os cookies ou abra este site em outra aba.'],
    foreign_frame: ['Falta só um passo', 'Por segurança, continue em outra janela.'],
    old_browser: ['Navegador antigo', 'Atualize o navegador ou use outro.'],
    load_failed: ['Página incompleta', 'Parte da página não carregou. Tente novamente.'],
    linked,
    identity_conflict: ['Já vinculado', 'Este WeChat pertence a outra conta.'],
    proof_failed: ['Muitos erros', 'Nada foi alterado. Você pode escanear de novo.'],
    reauthentication_required: [
      'Entre novamente',
      'Por segurança, faça isso antes de vincular o WeChat.',
    ],
    confirmation_required: [
      'Falta confirmar',
      'Por segurança, entre novamente e confirme no WeChat.',
    ],
    session_mismatch: ['Conta diferente', 'Agora há outra conta conectada aqui.'],
    captcha_required: ['Verificação rápida', 'Depois disso, o QR code aparece aqui.'],
    sign_in_refused: [
      'Acesso não permitido',
      'Se você acha que é um engano, entre em contato com o site.',
    ],
  },
  link: {
    name,
    messages: {
      idle: [name, 'Mostre o QR code e escaneie com o celular.'],
      loading: [name, 'Preparando o QR code…'],
      ready: [name, 'Escaneie com o WeChat. Se solicitado, toque em “Seguir”.'],
      reconnecting: [name, reconnecting],
      approved: ['Quase lá', moment],
      back: linked,
      denied: ['Não vinculado', 'Alguém tocou em “Not me” no WeChat. Nada foi alterado.'],
      cancelled: ['Não vinculado', restart],
      offline: [
        'Você está offline',
        'Verifique sua conexão. Depois, tudo continua automaticamente.',
      ],
      unavailable: [notNow, 'Volte mais tarde.'],
    },
  },
};
