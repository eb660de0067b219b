/** English. */
import type { DoorTerms } from '../terms/doors.js';

const name = 'Sign in with WeChat';

export const terms: DoorTerms = {
  lang: 'en',
  messages: {
    message: ['Sign in by message', 'Send these digits to the official account.'],
    save: [name, 'Save the code, then scan it from your album in WeChat.'],
    'long-press': [name, 'Press and hold the code. If asked, tap Follow.'],
    authorize: [name, 'One tap, and you are signed in.'],
    elsewhere: ['Open this page elsewhere', 'Copy the link, and open it in WeChat or a browser.'],
    outside: ['Open this page in WeChat', 'Copy the link, and open it in a chat in WeChat.'],
    unsaved: [name, 'Take a screenshot, then scan it from your album in WeChat.'],
    method_unavailable: ['Not available now', 'Please sign in another way, or come back later.'],
    authorization_refused: ['Nobody was signed in', 'You did not allow it. You can try again.'],
    authorization_failed: ['Please try again', 'WeChat did not confirm the sign-in.'],
    virtual_user: [
      'Open the full page',
      'Tap the bar of WeChat to use the full service, then try again.',
    ],
  },
  find: (account) => `In WeChat, search for “${account}” and follow it.`,
  scanAccount: (account) =>
    `Scan the code of “${account}” with WeChat, or search for it, and follow it.`,
  send: 'Send these digits in its chat:',
  confirm: 'Tap Confirm in the reply.',
  copy: 'Copy',
  copied: 'Copied',
  accountPicture: 'QR code of the official account',
  savePicture: 'Save the code',
  openWechat: 'Open WeChat',
  scanAlbum: 'Tap ⊕, Scan, then Album, and choose the code.',
  holdPicture: 'Press and hold the code, and save it.',
  fileName: 'wechat-sign-in',
  authorize: 'Continue with WeChat',
  copyLink: 'Copy the link',
  linkCopied: 'Link copied',
  byMessage: 'Send a message instead',
  byQrCode: 'Use a QR code instead',
};
