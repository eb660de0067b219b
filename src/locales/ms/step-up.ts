/** Malay. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Sahkan identiti anda';
const failed = 'Belum disahkan';

export const terms: StepUpTerms = {
  lang: 'ms',
  name,
  open: name,
  messages: {
    idle: [name, 'Paparkan kod QR dan imbas dengan telefon anda.'],
    loading: [name, 'Menyediakan kod QR…'],
    ready: [name, 'Imbas dengan WeChat yang dipautkan kepada akaun anda.'],
    reconnecting: [name, 'Menyambung semula. Kod QR masih boleh diimbas.'],
    approved: ['Hampir selesai', 'Sila tunggu…'],
    back: ['Disahkan', 'Terima kasih. Anda boleh meneruskan.'],
    denied: [failed, 'Seseorang mengetik “Not me” di WeChat. Tiada perubahan.'],
    cancelled: [failed, 'Anda boleh bermula semula pada bila-bila masa.'],
    offline: ['Tiada sambungan', 'Semak sambungan anda. Proses akan bersambung sendiri.'],
    unavailable: ['Tidak tersedia', 'Sila cuba lagi nanti.'],
    reauthentication_required: ['Log masuk dahulu', 'Anda telah log keluar.'],
    session_mismatch: [failed, 'WeChat ini tidak sepadan. Imbas dengan yang dipautkan.'],
  },
};
