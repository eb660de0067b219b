/** A sample of every state, for stories, tests and pictures. */
import type { LoginState } from 'wechat-mp-login/client';
import type { ErrorCode } from 'wechat-mp-login/protocol';
import type { WechatMpLogin } from 'wechat-mp-login';
import { bindingSamples, idleForm, optionsIn } from './binding.js';

/** As long as WeChat's own addresses: 45 characters. */
export const sampleUrl = 'http://weixin.qq.com/q/02Ks8vRkJ9fWm10000g07u';

export const shown = {
  method: 'scan',
  methods: ['scan'],
  url: sampleUrl,
  officialAccount: { key: 'default', name: '山岚商店', kind: 'service' },
} as const;

const now = Date.now();

export const sampleStates = {
  idle: { type: 'idle' },
  loading: { type: 'loading' },
  ready: {
    type: 'ready',
    shown,
    expiresAtMs: now + 126_000,
    lifetimeMs: 180_000,
    reconnecting: false,
    renewals: 0,
  },
  confirm: { type: 'confirm', shown, mode: 'digits', digits: '402913' },
  approved: { type: 'approved', shown },
  binding: {
    type: 'binding',
    shown,
    step: 'choose',
    purpose: 'login',
    options: [optionsIn('en').create, optionsIn('en').password],
    needsChatDigits: true,
    form: idleForm,
  },
  success: { type: 'success', shown, account: { name: '林溪' }, isNew: false },
  expired: { type: 'expired', shown },
  denied: { type: 'denied', shown },
  cancelled: { type: 'cancelled', shown },
  offline: { type: 'offline', shown },
  error: { type: 'error', shown, code: 'platform_disabled', retryable: true },
} satisfies Record<LoginState['type'], LoginState>;

const error = (code: ErrorCode, retryable: boolean): LoginState => ({
  type: 'error',
  code,
  retryable,
});

const refusedState = { type: 'error', shown, code: 'sign_in_refused', retryable: false } as const;

/** Variants of a state that share its `type`. */
const sampleVariants: Readonly<Record<string, LoginState>> = {
  'loading again': { type: 'loading', shown },
  reconnecting: { ...sampleStates.ready, reconnecting: true },
  'confirm by a tap': { type: 'confirm', shown, mode: 'tap' },
  'success, new here': { ...sampleStates.success, isNew: true },
  'success, linked': { ...sampleStates.success, linked: true },
  'offline at first': { type: 'offline' },
  'expired at first': { type: 'expired' },
  'error: rate_limited': {
    type: 'error',
    shown,
    code: 'rate_limited',
    retryable: true,
    retryAfterMs: 30_000,
  },
  'error: quota_exhausted': error('quota_exhausted', true),
  'error: upstream_unavailable': error('upstream_unavailable', true),
  'error: unreachable': error('unreachable', true),
  'error: bad_response': error('bad_response', true),
  'error: misconfigured': error('misconfigured', false),
  'error: identity_conflict': error('identity_conflict', false),
  'error: proof_failed': error('proof_failed', false),
  'error: reauthentication_required': error('reauthentication_required', false),
  'error: confirmation_required': error('confirmation_required', false),
  'error: session_mismatch': error('session_mismatch', false),
  'error: foreign_frame': error('foreign_frame', false),
  'error: cookies_blocked': error('cookies_blocked', false),
  'error: load_failed': error('load_failed', false),
  'error: old_browser': error('old_browser', false),
  'error: captcha_required': error('captcha_required', false),
  'error: sign_in_refused': { ...refusedState, sentence: 'Registration is by invitation only.' },
  'error: sign_in_refused without a sentence': refusedState,
  'existing accounts only': {
    ...sampleStates.ready,
    shown: { ...shown, newAccounts: 'existing-only' },
  },
  'error: subscription account disabled': {
    ...sampleStates.error,
    shown: { ...shown, officialAccount: { ...shown.officialAccount, kind: 'subscription' } },
  },
};

export const allSamples: Readonly<Record<string, LoginState>> = {
  ...sampleStates,
  ...sampleVariants,
};

/** Every step of the prompts, with every mistake. */
export const bindingVariants = bindingSamples('en', shown);

/**
 * Shows a state without a backend. The element has to be `manual`, or its own login would replace the
 * state. `state` is read-only for pages, because setting it only changes what is shown.
 */
export function showState(element: WechatMpLogin, state: LoginState): void {
  (element as { state: LoginState }).state = state;
}
