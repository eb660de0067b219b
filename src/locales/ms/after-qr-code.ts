/** Malay. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'Pautkan WeChat';
const linked = ['WeChat dipautkan', 'Kini anda boleh log masuk dengan WeChat ini.'] as const;
const moment = 'Sila tunggu…';
const soon = 'Sila cuba sebentar lagi.';
const notNow = 'Tidak tersedia';
const confirm = 'Sahkan di WeChat';
const restart = 'Anda boleh bermula semula pada bila-bila masa.';
const reconnecting = 'Menyambung semula. Kod QR masih boleh diimbas.';

export const terms: AfterQrCodeTerms = {
  lang: 'ms',
  yourAccount: 'Akaun anda',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Salin', copied: 'Disalin' },
  messages: {
    accept: ['Terima terma dahulu', 'Selepas itu, kod QR akan dipaparkan di sini.'],
    disabled: [notNow, 'Cara log masuk ini dinyahaktifkan buat masa ini.'],
    tap: [confirm, 'Buka sembang di telefon anda dan ketik “Confirm”.'],
    digits: [confirm, 'Hantar enam digit ini dalam sembang di telefon anda.'],
    reconnecting: ['Log masuk WeChat', reconnecting],
    expired: ['Kod QR tamat tempoh', 'Demi keselamatan, kod sah selama beberapa minit sahaja.'],
    cancelled: ['Log masuk dibatalkan', restart],
    rate_limited: ['Terlalu kerap', ({ wait }) => (wait ? `Sila cuba lagi dalam ${wait}.` : soon)],
    quota_exhausted: [notNow, 'Kod QR sudah habis. Sila cuba lagi nanti.'],
    platform_disabled: [notNow, 'Akaun rasmi ini tidak tersedia. Gunakan cara lain.'],
    upstream_unavailable: ['WeChat tiada respons', soon],
    approved: ['Sedang log masuk', moment],
    welcome: ['Berjaya log masuk', 'Selamat datang. Akaun baharu anda sudah sedia.'],
    back: ['Berjaya log masuk', 'Selamat kembali.'],
    denied: ['Log masuk dihentikan', 'Seseorang mengetik “Not me” di WeChat.'],
    cookies_blocked: ['Kuki disekat', 'Benarkan kuki atau buka laman ini dalam tab baharu.'],
    foreign_frame: ['Satu langkah lagi', 'Demi keselamatan, teruskan dalam tetingkap lain.'],
    old_browser: ['Pelayar sudah usang', 'Kemas kini pelayar anda atau gunakan yang lain.'],
    load_failed: ['Gagal dimuatkan', 'Sebahagian halaman tidak dimuatkan. Sila cuba lagi.'],
    linked,
    identity_conflict: ['Sudah dipautkan', 'WeChat ini dipautkan kepada akaun lain.'],
    proof_failed: ['Terlalu kerap salah', 'Tiada apa-apa diubah. Anda boleh mengimbas lagi.'],
    reauthentication_required: [
      'Log masuk semula',
      'Demi keselamatan, log masuk semula sebelum memautkan.',
    ],
    confirmation_required: [
      'Perlu pengesahan',
      'Demi keselamatan, log masuk semula dan sahkan di WeChat.',
    ],
    session_mismatch: ['Akaun telah bertukar', 'Akaun lain sedang log masuk di sini.'],
    captcha_required: ['Semakan ringkas', 'Selepas itu, kod QR akan dipaparkan di sini.'],
    sign_in_refused: [
      'Tidak dapat diteruskan',
      'Jika anda rasa ini kesilapan, sila hubungi laman ini.',
    ],
  },
  link: {
    name,
    messages: {
      idle: [name, 'Paparkan kod QR dan imbas dengan telefon anda.'],
      loading: [name, 'Menyediakan kod QR…'],
      ready: [name, 'Imbas dengan WeChat. Jika diminta, ketik “Ikuti”.'],
      reconnecting: [name, reconnecting],
      approved: ['Hampir selesai', moment],
      back: linked,
      denied: ['Tidak dipautkan', 'Seseorang mengetik “Not me” di WeChat. Tiada perubahan.'],
      cancelled: ['Tidak dipautkan', restart],
      offline: ['Tiada sambungan', 'Semak sambungan anda. Proses akan bersambung sendiri.'],
      unavailable: [notNow, 'Sila cuba lagi nanti.'],
    },
  },
};
