/** Indonesian. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Konfirmasi identitas';
const failed = 'Belum dikonfirmasi';

export const terms: StepUpTerms = {
  lang: 'id',
  name,
  open: name,
  messages: {
    idle: [name, 'Tampilkan kode QR, lalu pindai dengan ponsel Anda.'],
    loading: [name, 'Menyiapkan kode QR…'],
    ready: [name, 'Pindai dengan WeChat yang tertaut ke akun Anda.'],
    reconnecting: [name, 'Menghubungkan kembali. Kode QR masih dapat dipindai.'],
    approved: ['Hampir selesai', 'Mohon tunggu…'],
    back: ['Terkonfirmasi', 'Terima kasih. Anda dapat melanjutkan.'],
    denied: [failed, 'Seseorang mengetuk “Not me” di WeChat. Tidak ada perubahan.'],
    cancelled: [failed, 'Anda dapat memulai lagi kapan saja.'],
    offline: ['Anda sedang offline', 'Periksa koneksi Anda. Proses akan berlanjut otomatis.'],
    unavailable: ['Tidak tersedia', 'Silakan coba lagi nanti.'],
    reauthentication_required: ['Silakan masuk dahulu', 'Anda sudah keluar dari akun.'],
    session_mismatch: [failed, 'WeChat ini tidak sesuai. Pindai dengan WeChat yang tertaut.'],
  },
};
