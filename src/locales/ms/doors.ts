/** Malay. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Log masuk WeChat';

export const terms: DoorTerms = {
  lang: 'ms',
  messages: {
    message: ['Log masuk guna mesej', 'Hantar beberapa digit di WeChat, kemudian sahkan.'],
    save: [name, 'Simpan kod QR, kemudian imbas daripada album di WeChat.'],
    hold: [name, 'Tekan lama kod QR. Jika diminta, ketik “Ikuti”.'],
    authorize: [name, 'Gunakan akaun WeChat anda, tanpa kata laluan.'],
    elsewhere: ['Tidak boleh di sini', 'Salin pautan dan buka di WeChat atau pelayar.'],
    outside: ['Buka di WeChat', 'Salin pautan, hantar ke sembang WeChat dan ketik di sana.'],
    unsaved: [name, 'Ambil tangkapan skrin, kemudian imbas daripada album di WeChat.'],
    begin: [name, 'Ketik butang untuk bermula.'],
    late: ['Masa tamat', 'Demi keselamatan, log masuk dalam masa beberapa minit.'],
    method_unavailable: ['Tidak tersedia', 'Log masuk dengan cara lain atau cuba lagi nanti.'],
    authorization_refused: [
      'Belum log masuk',
      'Anda tidak membenarkannya di WeChat. Anda boleh cuba lagi.',
    ],
    authorization_failed: ['Belum log masuk', 'WeChat tidak mengesahkan. Sila cuba lagi.'],
    follow_required: ['Ikuti akaun dahulu', 'Ikuti akaun rasmi di WeChat, kemudian cuba lagi.'],
    virtual_user: [
      'Ini hanya pratonton',
      'Ketik perkhidmatan penuh di bahagian bawah, lalu cuba lagi.',
    ],
  },
  find: (account) => `Di WeChat, cari “${account}” dan ikuti akaun itu.`,
  scanAccount: (account) => `Di WeChat, ikuti “${account}”: imbas kod ini atau cari namanya.`,
  holdAccount: (account) => `Tekan lama kod ini untuk mengikuti “${account}”.`,
  send: 'Hantar digit ini dalam sembangnya.',
  confirm: 'Ketik “Confirm” pada balasannya.',
  take: 'Salin digit ini.',
  sendAndConfirm: 'Hantar digit dalam sembangnya, kemudian ketik “Confirm” pada balasannya.',
  copy: 'Salin',
  copied: 'Disalin',
  notCopied: 'Gagal menyalin. Teks telah dipilih, sila salin sendiri.',
  accountPicture: 'Kod QR akaun rasmi',
  savePicture: 'Simpan kod QR',
  openWechat: 'Buka WeChat',
  scanAlbum: 'Ketik + › Imbas › Album, kemudian pilih kod QR.',
  holdPicture: 'Atau tekan lama kod QR di atas.',
  notSaved: 'Gagal menyimpan. Tekan lama kod QR atau ambil tangkapan skrin.',
  fileName: 'log-masuk-wechat',
  authorize: 'Teruskan dengan WeChat',
  copyLink: 'Salin pautan',
  linkCopied: 'Pautan disalin',
  officialAccounts: 'Akaun Rasmi',
  cannotScan: 'Tidak boleh mengimbas?',
  byMessage: 'Log masuk melalui mesej',
  byQrCode: 'Log masuk dengan kod QR',
};
