/** Brazilian Portuguese. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'Criar conta';

export const terms: BindingTerms = {
  lang: 'pt',
  prompts: {
    choose: ['Primeira vez aqui?', 'Como você quer continuar?'],
    create: ['Crie sua conta', 'Só alguns dados e pronto.'],
    link: ['Vincule sua conta', 'Comprove uma vez que ela é sua. Depois, é só escanear.'],
    existing: ['Só para membros', 'Se você já é membro, vincule sua conta para entrar.'],
    connect: ['Vincular o WeChat', 'Último passo: confirmar que é você.'],
    select: ['Escolha sua conta', 'Há mais de uma conta. Em qual você quer entrar com o WeChat?'],
  },
  newAccount: ['É minha primeira vez', 'Criar uma conta nova'],
  existingAccount: ['Já tenho uma conta', 'Vincule e é só escanear'],
  submit: { create, link: 'Vincular e entrar' },
  busy: 'Um momento…',
  back: 'Voltar',
  restart: 'Escanear de novo',
  methods: 'Como comprovar que a conta é sua',
  session: 'Conta conectada aqui',
  optional: '(opcional)',
  send: 'Enviar código',
  resend: 'Reenviar',
  resendIn: (seconds) => `Aguarde ${seconds} s`,
  sent: 'Se houver uma conta correspondente, você receberá um código.',
  chatDigitsLabel: 'Seis dígitos do WeChat',
  chatDigitsHint: (account) =>
    account ? `Estão na conversa com ${account} no WeChat.` : 'Estão na conversa no WeChat.',
  mistakes: {
    missing: 'Preencha este campo.',
    digits: 'Informe os seis dígitos.',
    email: 'Digite um endereço de e-mail completo.',
    check: 'Parece que há um erro. Confira.',
    long: 'Texto muito longo: use até 200 caracteres.',
    proof: ({ tries }) => `Os dados não conferem. ${tries || 'Tente novamente.'}`,
    chat: ({ tries }) => `Não são os dígitos da conversa.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `Muitas tentativas. Tente novamente ${wait ? `em ${wait}` : 'mais tarde'}.`,
    reauthentication_required: 'Primeiro, entre novamente neste site.',
    confirmation_required: 'Primeiro, confirme no WeChat que é você.',
    session_mismatch: 'Agora há outra conta conectada aqui.',
    identity_conflict: 'Este WeChat pertence a outra conta.',
    unreachable: 'Falha na conexão. Verifique sua internet e tente novamente.',
    failed: 'Algo deu errado. Tente novamente.',
  },
  triesLeft: { one: 'Resta # tentativa.', other: 'Restam # tentativas.' },
};
