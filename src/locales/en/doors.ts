/** English. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Sign in with WeChat';

export const terms: DoorTerms = {
  lang: 'en',
  messages: {
    message: ['Sign in by message', 'Send a few digits in WeChat, then confirm.'],
    save: [name, 'Save the code, then scan it from your album in WeChat.'],
    hold: [name, 'Press and hold the code. If asked, tap Follow.'],
    authorize: [name, 'Use your WeChat account. One tap, no password.'],
    elsewhere: ['Can’t sign in here', 'Copy the link, and open it in WeChat or a browser.'],
    outside: ['Open in WeChat', 'Copy the link, send it to any chat in WeChat, and tap it there.'],
    unsaved: [name, 'Take a screenshot, then scan it from your album in WeChat.'],
    begin: [name, 'Tap the button to start.'],
    late: ['Time ran out', 'For your safety, there are only a few minutes to sign in.'],
    method_unavailable: ['Not available now', 'Please sign in another way, or come back later.'],
    authorization_refused: [
      'You’re not signed in',
      'You didn’t allow it in WeChat. You can try again.',
    ],
    authorization_failed: ['Please try again', 'WeChat didn’t confirm the sign-in.'],
    follow_required: ['Follow first', 'Follow the official account in WeChat, then try again.'],
    virtual_user: [
      'This is only a preview',
      'Tap “Use full service” at the bottom of WeChat, then try again.',
    ],
  },
  find: (account) => `In WeChat, search for “${account}” and follow it.`,
  scanAccount: (account) =>
    `In WeChat, follow “${account}”: scan this code, or search for the name.`,
  holdAccount: (account) => `Press and hold this code to follow “${account}”.`,
  send: 'Send these digits in its chat.',
  confirm: 'Tap Confirm in the reply.',
  take: 'Copy these digits.',
  sendAndConfirm: 'Send the digits in its chat, then tap Confirm in the reply.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Couldn’t copy. It’s selected, so please copy it yourself.',
  accountPicture: 'QR code of the official account',
  savePicture: 'Save the code',
  openWechat: 'Open WeChat',
  scanAlbum: 'Tap + › Scan › Album, and choose the code.',
  holdPicture: 'Or press and hold the code above.',
  notSaved: 'Couldn’t save. Press and hold the code, or take a screenshot.',
  fileName: 'wechat-sign-in',
  authorize: 'Continue with WeChat',
  copyLink: 'Copy the link',
  linkCopied: 'Link copied',
  officialAccounts: 'Official account',
  cannotScan: 'Can’t scan? Sign in by message',
  byMessage: 'Sign in by message instead',
  byQrCode: 'Use a QR code instead',
};
