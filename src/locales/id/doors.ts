/** Indonesian. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Masuk dengan WeChat';

export const terms: DoorTerms = {
  lang: 'id',
  messages: {
    message: ['Masuk lewat pesan', 'Kirim beberapa angka di WeChat, lalu konfirmasi.'],
    save: [name, 'Simpan kode QR, lalu pindai dari album di WeChat.'],
    hold: [name, 'Tekan lama kode QR. Jika diminta, ketuk “Ikuti”.'],
    authorize: [name, 'Gunakan akun WeChat Anda, tanpa kata sandi.'],
    elsewhere: ['Tidak bisa di sini', 'Salin tautan, lalu buka di WeChat atau browser.'],
    outside: ['Buka di WeChat', 'Salin tautan, kirim ke obrolan WeChat, lalu ketuk di sana.'],
    unsaved: [name, 'Ambil tangkapan layar, lalu pindai dari album di WeChat.'],
    begin: [name, 'Ketuk tombol untuk memulai.'],
    late: ['Waktu habis', 'Demi keamanan, waktu masuk hanya beberapa menit.'],
    method_unavailable: ['Tidak tersedia', 'Masuk dengan cara lain atau coba lagi nanti.'],
    authorization_refused: [
      'Belum masuk',
      'Anda tidak mengizinkannya di WeChat. Anda dapat mencoba lagi.',
    ],
    authorization_failed: ['Belum masuk', 'WeChat tidak mengonfirmasi. Silakan coba lagi.'],
    follow_required: ['Ikuti akun dahulu', 'Ikuti akun resmi di WeChat, lalu coba lagi.'],
    virtual_user: [
      'Hanya pratinjau',
      'Aktifkan layanan lengkap di bagian bawah WeChat, lalu coba lagi.',
    ],
  },
  find: (account) => `Di WeChat, cari “${account}” lalu ikuti.`,
  scanAccount: (account) => `Di WeChat, ikuti “${account}”: pindai kode ini atau cari namanya.`,
  holdAccount: (account) => `Tekan lama kode ini untuk mengikuti “${account}”.`,
  send: 'Kirim angka ini di obrolannya.',
  confirm: 'Ketuk “Confirm” pada balasannya.',
  take: 'Salin angka ini.',
  sendAndConfirm: 'Kirim angka di obrolannya, lalu ketuk “Confirm” pada balasannya.',
  copy: 'Salin',
  copied: 'Disalin',
  notCopied: 'Gagal menyalin. Teksnya sudah dipilih, silakan salin sendiri.',
  accountPicture: 'Kode QR akun resmi',
  savePicture: 'Simpan kode QR',
  openWechat: 'Buka WeChat',
  scanAlbum: 'Ketuk + › Pindai › Album, lalu pilih kode QR.',
  holdPicture: 'Atau tekan lama kode QR di atas.',
  notSaved: 'Gagal menyimpan. Tekan lama kode QR atau ambil tangkapan layar.',
  fileName: 'masuk-wechat',
  authorize: 'Lanjut dengan WeChat',
  copyLink: 'Salin tautan',
  linkCopied: 'Tautan disalin',
  officialAccounts: 'Akun Resmi',
  cannotScan: 'Tidak bisa memindai?',
  byMessage: 'Masuk lewat pesan saja',
  byQrCode: 'Masuk dengan kode QR saja',
};
