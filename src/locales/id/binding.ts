/** Indonesian. */
import type { BindingTerms } from '../terms/binding.js';

const create = 'Buat akun';

export const terms: BindingTerms = {
  lang: 'id',
  prompts: {
    choose: ['Pertama kali di sini?', 'Pilih cara untuk melanjutkan.'],
    create: [create, 'Cukup isi beberapa data, lalu selesai.'],
    link: ['Tautkan akun Anda', 'Cukup buktikan sekali. Selanjutnya Anda hanya perlu memindai.'],
    existing: ['Khusus anggota', 'Jika Anda sudah menjadi anggota, tautkan akun Anda.'],
    connect: ['Tautkan WeChat', 'Langkah terakhir: pastikan ini memang Anda.'],
    select: ['Pilih akun Anda', 'Ada beberapa. Akun mana yang ingin Anda buka lewat WeChat?'],
  },
  newAccount: ['Saya pengguna baru', 'Buat akun baru'],
  existingAccount: ['Saya sudah punya akun', 'Tautkan, lalu cukup pindai'],
  submit: { create, link: 'Tautkan dan masuk' },
  busy: 'Mohon tunggu…',
  back: 'Kembali',
  restart: 'Pindai lagi',
  methods: 'Cara membuktikan akun ini milik Anda',
  session: 'Akun yang sedang masuk',
  optional: '(opsional)',
  send: 'Kirim kode',
  resend: 'Kirim lagi',
  resendIn: (seconds) => `Tunggu ${seconds} dtk`,
  sent: 'Jika cocok dengan sebuah akun, kode akan segera dikirim.',
  chatDigitsLabel: 'Enam angka dari WeChat',
  chatDigitsHint: (account) =>
    account ? `Lihat obrolan dengan ${account} di WeChat.` : 'Lihat obrolan di WeChat.',
  mistakes: {
    missing: 'Harap isi kolom ini.',
    digits: 'Masukkan keenam angka.',
    email: 'Masukkan alamat email yang lengkap.',
    check: 'Sepertinya ada yang salah. Harap periksa.',
    long: 'Terlalu panjang. Maksimal 200 karakter.',
    proof: ({ tries }) => `Data tidak cocok. ${tries || 'Silakan coba lagi.'}`,
    chat: ({ tries }) => `Angka tidak sama dengan yang di obrolan.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) =>
      `Terlalu sering mencoba. Silakan coba lagi ${wait ? `dalam ${wait}` : 'nanti'}.`,
    reauthentication_required: 'Silakan masuk lagi ke situs ini terlebih dahulu.',
    confirmation_required: 'Konfirmasikan dahulu identitas Anda di WeChat.',
    session_mismatch: 'Akun lain sedang masuk di sini.',
    identity_conflict: 'WeChat ini tertaut ke akun lain.',
    unreachable: 'Gagal terhubung. Periksa koneksi Anda, lalu coba lagi.',
    failed: 'Terjadi kesalahan. Silakan coba lagi.',
  },
  triesLeft: { other: 'Tersisa # kesempatan.' },
};
