/** Indonesian. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'id',
  title: 'Masuk dengan WeChat',
  text: 'Masuk lewat WeChat yang tertaut.',
  wechat: 'WeChat',
  linked: (day) => `Ditautkan pada ${day}`,
  empty: 'Belum ada WeChat yang tertaut ke akun Anda.',
  unlink: 'Lepas tautan',
  keep: 'Pertahankan',
  confirmUnlink: 'Lepas tautan? Anda tidak dapat lagi masuk dengan WeChat ini.',
  unlinking: 'Melepas tautan…',
  unlinked: (name) => `Tautan dilepas: ${name}`,
  messages: {
    last_way_in:
      'Ini satu-satunya cara masuk Anda, jadi tidak dapat dilepas. Tambahkan dahulu cara masuk lain.',
    reauthentication_required: 'Demi keamanan, silakan masuk lagi terlebih dahulu.',
    confirmation_required: 'Demi keamanan, konfirmasikan dahulu identitas Anda di WeChat.',
    too_recent: (wait) =>
      `Anda masuk dengan WeChat ini kurang dari sehari yang lalu. Demi keamanan, tautan baru dapat dilepas ${wait ? `dalam ${wait}` : 'besok'}.`,
    rate_limited: (wait) =>
      `Terlalu sering mencoba. Silakan coba lagi ${wait ? `dalam ${wait}` : 'beberapa saat lagi'}.`,
    unreachable: 'Gagal terhubung. Periksa koneksi Anda, lalu coba lagi.',
    failed: 'Terjadi kesalahan. Silakan coba lagi.',
    unavailable: 'Tidak tersedia saat ini. Silakan coba lagi nanti.',
  },
  close: 'OK',
  confirm: 'Konfirmasi di WeChat',
  retry: 'Coba lagi',
};
