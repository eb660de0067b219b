/** English. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Confirm that it’s you';
const failed = 'Not confirmed';

export const terms: StepUpTerms = {
  lang: 'en',
  name,
  open: name,
  messages: {
    idle: [name, 'Get a code to scan with your phone.'],
    loading: [name, 'Preparing your code…'],
    ready: [name, 'Scan with the WeChat that is linked to your account.'],
    reconnecting: [name, 'Reconnecting. You can still scan the code.'],
    approved: ['Nearly there', 'Just a moment…'],
    back: ['Confirmed', 'Thank you. You can go on.'],
    denied: [failed, 'Somebody tapped “Not me” in WeChat. Nothing was changed.'],
    cancelled: [failed, 'You can start again at any time.'],
    offline: ['You’re offline', 'Check your connection. This continues by itself.'],
    unavailable: ['Not available now', 'Please come back later.'],
    reauthentication_required: ['Please sign in first', 'Nobody is signed in here any more.'],
    session_mismatch: [
      failed,
      'This WeChat doesn’t open your account. Scan with the one that does.',
    ],
  },
};
