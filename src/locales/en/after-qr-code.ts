/** English. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'Link your WeChat';
const linked = ['WeChat linked', 'WeChat opens this account from now on.'] as const;
const again = 'Please try again';
const soon = `${again} in a moment.`;
const notNow = 'Not available now';

export const terms: AfterQrCodeTerms = {
  lang: 'en',
  yourAccount: 'Your account',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Copy', copied: 'Copied' },
  messages: {
    accept: ['Accept the terms first', 'The code appears once you have accepted them.'],
    disabled: [notNow, 'This sign-in is switched off for the moment.'],
    tap: ['Confirm in WeChat', 'Open the chat on your phone and tap Confirm.'],
    digits: ['Confirm in WeChat', 'Send these six digits in the chat on your phone.'],
    reconnecting: ['Sign in with WeChat', 'Reconnecting. You can still scan the code.'],
    expired: ['Code expired', 'For your safety, a code lasts only a few minutes.'],
    cancelled: ['Sign-in cancelled', 'You can start again at any time.'],
    rate_limited: ['Too many tries', ({ wait }) => (wait ? `${again} in ${wait}.` : soon)],
    quota_exhausted: [notNow, 'There are no codes left for now. Please come back later.'],
    platform_disabled: [
      notNow,
      'This official account is unavailable. Please sign in another way.',
    ],
    upstream_unavailable: [again, 'WeChat isn’t answering at the moment.'],
    approved: ['Signing you in', 'Just a moment…'],
    welcome: ['Signed in', 'Welcome. Your new account is ready.'],
    back: ['Signed in', 'Welcome back.'],
    denied: [
      'Nobody was signed in',
      'Somebody tapped “Not me” in WeChat, so this sign-in was stopped.',
    ],
    cookies_blocked: [
      'Cookies are blocked',
      'Allow them for this site, or open it in a tab of its own.',
    ],
    foreign_frame: ['One step left', 'For your safety, open this in a window of its own.'],
    old_browser: ['Browser too old', 'Please update it, or use another one.'],
    load_failed: ['Not fully loaded', 'Part of this page is missing. Try again to load it anew.'],
    linked,
    identity_conflict: ['Already linked', 'This WeChat belongs to another account.'],
    proof_failed: ['Too many wrong tries', 'Nothing was changed. You can scan again.'],
    reauthentication_required: [
      'Please sign in again',
      'To keep your account safe, do that first, then link WeChat.',
    ],
    confirmation_required: [
      'Please confirm first',
      'For your safety, sign in again and confirm it in WeChat.',
    ],
    session_mismatch: ['Account changed', 'A different account is signed in here now.'],
    captcha_required: ['One quick check', 'Please complete it, and your code appears.'],
    sign_in_refused: [
      'Can’t continue',
      'If you think this is a mistake, please contact this site.',
    ],
  },
  link: {
    name,
    messages: {
      idle: [name, 'Get a code to scan with your phone.'],
      loading: [name, 'Preparing your code…'],
      ready: [name, 'Scan with WeChat. If asked, tap Follow.'],
      reconnecting: [name, 'Reconnecting. You can still scan the code.'],
      approved: ['Nearly there', 'Just a moment…'],
      back: linked,
      denied: ['Not linked', 'Somebody tapped “Not me” in WeChat. Nothing was changed.'],
      cancelled: ['Not linked', 'You can start again at any time.'],
      offline: ['You’re offline', 'Check your connection. This continues by itself.'],
      unavailable: ['Not available now', 'Please come back later.'],
    },
  },
};
