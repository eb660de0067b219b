/** Malay. */
import type { Terms } from '../terms/login.js';

const name = 'Log masuk WeChat';

export const terms: Terms = {
  lang: 'ms',
  name,
  picture: 'Kod QR untuk diimbas dengan WeChat',
  kinds: { service: 'Akaun Perkhidmatan', subscription: 'Akaun Rasmi' },
  existingOnly: 'Untuk ahli sahaja',
  messages: {
    idle: [name, 'Paparkan kod QR dan imbas dengan telefon anda.'],
    loading: [name, 'Menyediakan kod QR…'],
    ready: [name, 'Imbas dengan WeChat. Jika diminta, ketik “Ikuti”.'],
    offline: ['Tiada sambungan', 'Semak sambungan anda. Proses akan bersambung sendiri.'],
    unreachable: ['Gagal menyambung', 'Semak sambungan anda, kemudian cuba lagi.'],
    failed: ['Ralat berlaku', 'Sila cuba lagi.'],
    unavailable: ['Tidak tersedia', 'Log masuk dengan cara lain atau cuba lagi nanti.'],
  },
  show: 'Paparkan kod QR',
  refresh: 'Muat semula kod QR',
  retry: 'Cuba lagi',
  open: 'Log masuk dengan WeChat',
  close: 'Tutup',
};
