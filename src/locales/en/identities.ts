/** English. */
import type { IdentitiesTerms } from '../terms/identities.js';

const again = 'Please try again';

export const terms: IdentitiesTerms = {
  lang: 'en',
  title: 'WeChat sign-in',
  text: 'A linked WeChat signs you in.',
  wechat: 'WeChat',
  linked: (day) => `Linked on ${day}`,
  empty: 'No WeChat is linked to your account yet.',
  unlink: 'Unlink',
  keep: 'Keep',
  confirmUnlink: 'Unlink? This WeChat will no longer open your account.',
  unlinking: 'Unlinking…',
  unlinked: (name) => `Unlinked: ${name}`,
  messages: {
    last_way_in:
      'This is the only way into your account, so it stays linked. Add another way to sign in first.',
    reauthentication_required: 'For your safety, sign in again first.',
    confirmation_required: 'For your safety, confirm in WeChat first that it’s you.',
    too_recent: (wait) =>
      `You signed in with this WeChat less than a day ago. For your safety, it can be unlinked ${wait ? `in ${wait}` : 'tomorrow'}.`,
    rate_limited: (wait) =>
      `Too many tries. ${wait ? `${again} in ${wait}.` : `${again} in a moment.`}`,
    unreachable: 'Couldn’t connect. Check your connection, then try again.',
    failed: `Something went wrong along the way. ${again}.`,
    unavailable: 'Not available now. Please come back later.',
  },
  close: 'OK',
  confirm: 'Confirm in WeChat',
  retry: 'Try again',
};
