/** Indonesian. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'Tautkan WeChat';
const linked = ['WeChat tertaut', 'Kini Anda dapat masuk dengan WeChat ini.'] as const;
const moment = 'Mohon tunggu…';
const soon = 'Silakan coba beberapa saat lagi.';
const notNow = 'Tidak tersedia';
const confirm = 'Konfirmasi di WeChat';
const restart = 'Anda dapat memulai lagi kapan saja.';
const reconnecting = 'Menghubungkan kembali. Kode QR masih dapat dipindai.';

export const terms: AfterQrCodeTerms = {
  lang: 'id',
  yourAccount: 'Akun Anda',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Salin', copied: 'Disalin' },
  messages: {
    accept: ['Setujui ketentuan', 'Setelah itu, kode QR akan muncul di sini.'],
    disabled: [notNow, 'Cara masuk ini sedang dinonaktifkan.'],
    tap: [confirm, 'Buka obrolan di ponsel Anda, lalu ketuk “Confirm”.'],
    digits: [confirm, 'Kirim enam angka ini di obrolan pada ponsel Anda.'],
    reconnecting: ['Masuk dengan WeChat', reconnecting],
    expired: ['Kode QR kedaluwarsa', 'Demi keamanan, kode hanya berlaku beberapa menit.'],
    cancelled: ['Dibatalkan', restart],
    rate_limited: [
      'Terlalu sering',
      ({ wait }) => (wait ? `Silakan coba lagi dalam ${wait}.` : soon),
    ],
    quota_exhausted: [notNow, 'Kode QR sudah habis. Silakan coba lagi nanti.'],
    platform_disabled: [notNow, 'Akun resmi ini tidak tersedia. Masuklah dengan cara lain.'],
    upstream_unavailable: [
      'Tidak ada respons',
      'WeChat sedang tidak merespons. Silakan coba lagi nanti.',
    ],
    approved: ['Sedang masuk', moment],
    welcome: ['Berhasil masuk', 'Selamat datang. Akun baru Anda sudah siap.'],
    back: ['Berhasil masuk', 'Selamat datang kembali.'],
    denied: ['Proses dihentikan', 'Seseorang mengetuk “Not me” di WeChat.'],
    cookies_blocked: ['Cookie diblokir', 'Izinkan cookie atau buka situs ini di tab tersendiri.'],
    foreign_frame: ['Satu langkah lagi', 'Demi keamanan, lanjutkan di jendela tersendiri.'],
    old_browser: ['Browser sudah usang', 'Perbarui browser Anda atau gunakan yang lain.'],
    load_failed: ['Gagal memuat', 'Sebagian halaman tidak termuat. Silakan coba lagi.'],
    linked,
    identity_conflict: ['Sudah tertaut', 'WeChat ini tertaut ke akun lain.'],
    proof_failed: ['Terlalu sering salah', 'Tidak ada yang berubah. Anda dapat memindai lagi.'],
    reauthentication_required: [
      'Silakan masuk lagi',
      'Demi keamanan, masuklah lagi sebelum menautkan WeChat.',
    ],
    confirmation_required: [
      'Perlu konfirmasi',
      'Demi keamanan, masuklah lagi dan konfirmasi di WeChat.',
    ],
    session_mismatch: ['Akun berganti', 'Akun lain sedang masuk di sini.'],
    captcha_required: ['Verifikasi singkat', 'Setelah itu, kode QR akan muncul di sini.'],
    sign_in_refused: [
      'Tidak dapat lanjut',
      'Jika menurut Anda ini keliru, silakan hubungi situs ini.',
    ],
  },
  link: {
    name,
    messages: {
      idle: [name, 'Tampilkan kode QR, lalu pindai dengan ponsel Anda.'],
      loading: [name, 'Menyiapkan kode QR…'],
      ready: [name, 'Pindai dengan WeChat. Jika diminta, ketuk “Ikuti”.'],
      reconnecting: [name, reconnecting],
      approved: ['Hampir selesai', moment],
      back: linked,
      denied: ['Tidak ditautkan', 'Seseorang mengetuk “Not me” di WeChat. Tidak ada perubahan.'],
      cancelled: ['Tidak ditautkan', restart],
      offline: ['Anda sedang offline', 'Periksa koneksi Anda. Proses akan berlanjut otomatis.'],
      unavailable: [notNow, 'Silakan coba lagi nanti.'],
    },
  },
};
