/** Malay. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'Cipta akaun';

export const terms: BindingTerms = {
  lang: 'ms',
  prompts: {
    choose: ['Pertama kali di sini?', 'Pilih cara untuk meneruskan.'],
    create: [create, 'Hanya perlu isi beberapa butiran.'],
    link: ['Pautkan akaun anda', 'Buktikan sekali sahaja. Selepas itu, anda hanya perlu imbas.'],
    existing: ['Untuk ahli sahaja', 'Jika anda ahli, pautkan akaun anda untuk log masuk.'],
    connect: ['Pautkan WeChat', 'Langkah terakhir: pastikan ini memang anda.'],
    select: ['Pilih akaun anda', 'Ada beberapa akaun. Yang mana ingin anda buka dengan WeChat?'],
  },
  newAccount: ['Saya pengguna baharu', 'Cipta akaun baharu'],
  existingAccount: ['Saya sudah ada akaun', 'Pautkan, lalu imbas sahaja'],
  submit: { create, link: 'Pautkan dan log masuk' },
  busy: 'Sila tunggu…',
  back: 'Kembali',
  restart: 'Imbas semula',
  methods: 'Cara membuktikan akaun ini milik anda',
  session: 'Akaun yang log masuk di sini',
  optional: '(tidak wajib)',
  send: 'Hantar kod',
  resend: 'Hantar lagi',
  resendIn: (seconds) => `Tunggu ${seconds} saat`,
  sent: 'Jika sepadan dengan sesuatu akaun, kod akan dihantar.',
  chatDigitsLabel: 'Enam digit daripada WeChat',
  chatDigitsHint: (account) =>
    account ? `Lihat sembang dengan ${account} di WeChat.` : 'Lihat sembang di WeChat.',
  mistakes: {
    missing: 'Sila isi ruangan ini.',
    digits: 'Sila masukkan keenam-enam digit.',
    email: 'Sila masukkan alamat e-mel yang lengkap.',
    check: 'Nampaknya ada kesilapan. Sila semak.',
    long: 'Terlalu panjang. Maksimum 200 aksara.',
    proof: ({ tries }) => `Maklumat tidak sepadan. ${tries || 'Sila cuba lagi.'}`,
    chat: ({ tries }) => `Digit tidak sama dengan yang dalam sembang.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `Terlalu kerap mencuba. Sila cuba lagi ${wait ? `dalam ${wait}` : 'nanti'}.`,
    reauthentication_required: 'Sila log masuk semula ke laman ini dahulu.',
    confirmation_required: 'Sila sahkan identiti anda di WeChat dahulu.',
    session_mismatch: 'Akaun lain sedang log masuk di sini.',
    identity_conflict: 'WeChat ini dipautkan kepada akaun lain.',
    unreachable: 'Gagal menyambung. Semak sambungan anda, kemudian cuba lagi.',
    failed: 'Ralat berlaku. Sila cuba lagi.',
  },
  triesLeft: { other: 'Tinggal # percubaan lagi.' },
};
