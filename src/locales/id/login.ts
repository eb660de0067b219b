/** Indonesian. */
import type { Terms } from '../terms/login.js';

const name = 'Masuk dengan WeChat';

export const terms: Terms = {
  lang: 'id',
  name,
  picture: 'Kode QR untuk dipindai dengan WeChat',
  kinds: { service: 'Akun Layanan', subscription: 'Akun Resmi' },
  existingOnly: 'Khusus anggota',
  messages: {
    idle: [name, 'Tampilkan kode QR, lalu pindai dengan ponsel Anda.'],
    loading: [name, 'Menyiapkan kode QR…'],
    ready: [name, 'Pindai dengan WeChat. Jika diminta, ketuk “Ikuti”.'],
    offline: ['Anda sedang offline', 'Periksa koneksi Anda. Proses akan berlanjut otomatis.'],
    unreachable: ['Gagal terhubung', 'Periksa koneksi Anda, lalu coba lagi.'],
    failed: ['Terjadi kesalahan', 'Silakan coba lagi.'],
    unavailable: ['Tidak tersedia', 'Masuk dengan cara lain atau coba lagi nanti.'],
  },
  show: 'Tampilkan kode QR',
  refresh: 'Perbarui kode QR',
  retry: 'Coba lagi',
  open: name,
  close: 'Tutup',
};
