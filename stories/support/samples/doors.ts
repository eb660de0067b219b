/** A sample of each way to sign in beside a QR code on a desktop, by where the page is open. */
import type { LoginState, Shown } from 'wechat-mp-login/client';
import type { ErrorCode } from 'wechat-mp-login/protocol';
import { sampleStates, sampleUrl } from './states.js';

/** A picture that needs no server. */
const avatar = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path fill="#2f6f62" d="M0 0h40v40H0z"/><path fill="#e9f0e4" d="M4 31l11-16 6 8 4-5 11 13z"/></svg>',
)}`;

const officialAccount = { key: 'default', name: '山岚商店', kind: 'service', avatar } as const;
const subscription = { key: 'notes', name: '山岚手记', kind: 'subscription' } as const;
const longName = {
  ...officialAccount,
  name: '山岚商店 · Shanlan Mountain Store and Tea House of the Western Hills',
};

/** The content of an account's own QR code, which signs nobody in. */
export const accountUrl = 'http://weixin.qq.com/r/mp/8EhYqkzEUkP8rQ2f9xkT';

const scan = {
  method: 'scan',
  methods: ['scan', 'message'],
  url: sampleUrl,
  officialAccount,
} as const;
const message = {
  method: 'message',
  methods: ['message'],
  digits: '402913',
  officialAccount,
} as const;
const oauth = {
  method: 'oauth',
  methods: ['oauth', 'scan', 'message'],
  url: '#authorize',
  officialAccount,
} as const;

/** Several official accounts. */
const tabs = { officialAccounts: [officialAccount, subscription, { ...longName, key: 'tea' }] };

const ready = (shown: Shown): LoginState => ({ ...sampleStates.ready, shown });

const failed = (code: ErrorCode, shown: Shown, retryable = false): LoginState => ({
  type: 'error',
  code,
  shown,
  retryable,
});

/** Nothing is shown: the page is open where nobody can sign in. */
const nowhere = { type: 'idle' } as const;

/** By place, as in `whereIs`. */
export const doorSamples = {
  desktop: {
    'scan, message beside': ready(scan),
    message: ready({ ...message, url: accountUrl, methods: scan.methods }),
    'message, name only': ready({ ...message, officialAccount: subscription }),
    'message, long name, seven digits': ready({
      ...message,
      digits: '4029137',
      url: accountUrl,
      officialAccount: longName,
    }),
    'tabs, scan': ready({ ...scan, ...tabs }),
    'tabs, message': ready({ ...message, ...tabs, officialAccount: subscription }),
    'message, expired': { type: 'expired', shown: message },
    'error: method_unavailable': failed('method_unavailable', message),
  },
  phone: {
    save: ready(scan),
    message: ready({ ...message, methods: scan.methods }),
  },
  wechat: {
    authorize: ready(oauth),
    'long-press': ready(scan),
    message: ready({ ...message, url: accountUrl, methods: scan.methods }),
    'error: authorization_refused': failed('authorization_refused', oauth),
    'error: authorization_failed': failed('authorization_failed', oauth, true),
    'error: virtual_user': failed('virtual_user', oauth),
  },
  wecom: { elsewhere: nowhere },
} as const satisfies Readonly<Record<string, Readonly<Record<string, LoginState>>>>;

/** Where a page with these samples is open. */
export type Place = keyof typeof doorSamples;
