/** English. */
import type { Terms } from '../terms/login.js';

const name = 'Sign in with WeChat';
const notNow = 'Not available now';
const again = 'Please try again';

export const terms: Terms = {
  lang: 'en',
  name,
  picture: 'QR code to scan with WeChat',
  kinds: { service: 'Service account', subscription: 'Official account' },
  existingOnly: 'Existing users only',
  messages: {
    idle: [name, 'Get a code to scan with your phone.'],
    loading: [name, 'Preparing your code…'],
    ready: [name, 'Scan with WeChat. If asked, tap Follow.'],
    offline: ['You’re offline', 'Check your connection. Sign-in continues by itself.'],
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
