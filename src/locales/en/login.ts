/** English. */
import type { Terms } from '../terms/login.js';

const name = 'Sign in with WeChat';
const notNow = 'Not available now';
const again = 'Please try again';
const soon = `${again} in a moment.`;

export const terms: Terms = {
  lang: 'en',
  name,
  picture: 'QR code to scan with WeChat',
  kinds: { service: 'Service account', subscription: 'Official account' },
  existingOnly: 'Existing users only',
  yourAccount: 'Your account',
  messages: {
    idle: [name, 'Get a code to scan with your phone.'],
    accept: ['Accept the terms first', 'The code appears once you have accepted them.'],
    disabled: [notNow, 'This sign-in is switched off for the moment.'],
    loading: [name, 'Preparing your code…'],
    ready: [name, 'Scan with WeChat. If asked, tap Follow.'],
    reconnecting: [name, 'Reconnecting. You can still scan the code.'],
    tap: ['Confirm in WeChat', 'Open the chat on your phone and tap Confirm.'],
    digits: ['Confirm in WeChat', 'Send these six digits in the chat on your phone.'],
    approved: ['Signing you in', 'Just a moment…'],
    welcome: ['Signed in', 'Welcome. Your new account is ready.'],
    back: ['Signed in', 'Welcome back.'],
    expired: ['Code expired', 'For your safety, a code lasts only a few minutes.'],
    denied: [
      'Nobody was signed in',
      'Somebody tapped “Not me” in WeChat, so this sign-in was stopped.',
    ],
    cancelled: ['Sign-in cancelled', 'You can start again at any time.'],
    offline: ['You’re offline', 'Check your connection. Sign-in continues by itself.'],
    rate_limited: ['Too many tries', ({ wait }) => (wait ? `${again} in ${wait}.` : soon)],
    quota_exhausted: [notNow, 'There are no codes left for now. Please come back later.'],
    platform_disabled: [
      notNow,
      'This official account is unavailable. Please sign in another way.',
    ],
    upstream_unavailable: [again, 'WeChat isn’t answering at the moment.'],
    unreachable: ['Couldn’t connect', 'Check your connection, then try again.'],
    failed: [again, 'Something went wrong along the way.'],
    unavailable: [notNow, 'Please sign in another way, or come back later.'],
  },
  show: 'Show code',
  refresh: 'Refresh code',
  retry: 'Try again',
  open: name,
  close: 'Close',
};
