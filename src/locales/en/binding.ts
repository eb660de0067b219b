/** English. */
import type { BindingTerms } from '../terms/binding.js';

const name = 'Link your WeChat';
const again = 'Please try again';

export const terms: BindingTerms = {
  lang: 'en',
  prompts: {
    choose: ['First time here', 'How would you like to continue?'],
    create: ['Create your account', 'A few details, and you’re in.'],
    link: ['Link your account', 'Prove once that it’s yours. From then on, just scan.'],
    existing: ['Members only', 'Only members can sign in here. If you are one, link your account.'],
    connect: [name, 'One last step, to be sure that it’s you.'],
    select: ['Choose your account', 'Several match. Which one should WeChat open?'],
  },
  newAccount: ['I’m new here', 'Create a new account'],
  existingAccount: ['I have an account', 'Link it once, then just scan'],
  submit: { create: 'Create account', link: 'Link and sign in' },
  busy: 'One moment…',
  back: 'Back',
  restart: 'Scan again',
  methods: 'How to prove that it’s yours',
  session: 'Signed in here',
  optional: '(optional)',
  send: 'Send code',
  resend: 'Send again',
  resendIn: (seconds) => `Again in ${seconds}s`,
  sent: 'If it matches an account, a code is on its way.',
  chatDigitsLabel: 'Six digits from WeChat',
  chatDigitsHint: (account) =>
    account ? `They are in the chat with ${account} in WeChat.` : 'They are in the chat in WeChat.',
  mistakes: {
    missing: 'Please fill this in.',
    digits: 'Please enter all six digits.',
    email: 'Please enter a full e-mail address.',
    check: 'This doesn’t look right. Please check it.',
    long: 'This is too long: 200 characters at most.',
    proof: ({ tries }) => `That didn’t match. ${tries || `${again}.`}`,
    chat: ({ tries }) => `These aren’t the digits from the chat.${tries && ` ${tries}`}`,
    rate_limited: ({ wait }) => `Too many tries. ${again} ${wait ? `in ${wait}` : 'later'}.`,
    reauthentication_required: 'Please sign in to this site again first.',
    confirmation_required: 'Please confirm in WeChat first that it’s you.',
    session_mismatch: 'A different account is signed in here now.',
    identity_conflict: 'This WeChat belongs to another account.',
    unreachable: 'Couldn’t connect. Check your connection, then try again.',
    failed: `Something went wrong along the way. ${again}.`,
  },
  triesLeft: { one: 'One try left.', other: '# tries left.' },
};
