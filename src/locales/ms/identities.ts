/** Malay. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'ms',
  title: 'Log masuk WeChat',
  text: 'Guna WeChat yang dipautkan.',
  wechat: 'WeChat',
  linked: (day) => `Dipautkan pada ${day}`,
  empty: 'Belum ada WeChat yang dipautkan kepada akaun anda.',
  unlink: 'Nyahpaut',
  keep: 'Kekalkan',
  confirmUnlink: 'Nyahpaut? Anda tidak lagi boleh log masuk dengan WeChat ini.',
  unlinking: 'Menyahpaut…',
  unlinked: (name) => `Dinyahpaut: ${name}`,
  messages: {
    last_way_in:
      'Ini satu-satunya cara anda log masuk, jadi ia tidak boleh dinyahpaut. Tambah cara lain dahulu.',
    reauthentication_required: 'Demi keselamatan, sila log masuk semula dahulu.',
    confirmation_required: 'Demi keselamatan, sila sahkan identiti anda di WeChat dahulu.',
    too_recent: (wait) =>
      `Anda log masuk dengan WeChat ini kurang daripada sehari yang lalu. Demi keselamatan, ia boleh dinyahpaut ${wait ? `dalam ${wait}` : 'esok'}.`,
    rate_limited: (wait) =>
      `Terlalu kerap mencuba. Sila cuba lagi ${wait ? `dalam ${wait}` : 'sebentar lagi'}.`,
    unreachable: 'Gagal menyambung. Semak sambungan anda, kemudian cuba lagi.',
    failed: 'Ralat berlaku. Sila cuba lagi.',
    unavailable: 'Tidak tersedia buat masa ini. Sila cuba lagi nanti.',
  },
  close: 'OK',
  confirm: 'Sahkan di WeChat',
  retry: 'Cuba lagi',
};
