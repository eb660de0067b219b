/** Every state that a visitor can meet. A state without a story does not compile: see the end. */
import type { Meta } from '@storybook/web-components-vite';
import type { LoginState } from 'wechat-mp-login/client';
import type { CodeWithoutText } from './internals/texts.js';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { Created, ErrorCode } from 'wechat-mp-login/protocol';
import { mistakes, stories as prompts, WholeWayByPassword } from './binding.stories.js';
import { loginMeta, story } from './support/login-story.js';
import type { LoginArgs, LoginStory } from './support/login-story.js';
import { sampleStates, sampleUrl } from './support/sample-states.js';
import { officialAccount } from './support/scripted-backend.js';

export default {
  ...loginMeta,
  title: 'wechat-mp-login',
  excludeStories: ['stories'],
} satisfies Meta<LoginArgs>;

const shown = { url: sampleUrl, officialAccount };

/** The time left is the outline of the tile. While the page is seen, the code renews itself. */
export const Ready = story({ type: 'ready', reconnecting: false }, { script: {} });

/** Before anybody has asked for a code: with the attribute `manual`. */
export const Idle = story({ type: 'idle' }, { manual: true });

export const Loading = story({ type: 'loading' }, { script: { create: 'never' } });

export const ReadyNearlyOver = story(
  { type: 'ready' },
  {
    drawn: () => ({ ...sampleStates.ready, shown, expiresAtMs: Date.now() + 12_000 }),
  },
);

/** `purpose="link"`, on a settings page: for the account that is signed in. */
export const ReadyToLink = story({ type: 'ready' }, { script: {}, purpose: 'link' });

/** The connection was lost, and is tried again with growing pauses; the code still counts. */
export const ReadyReconnecting = story(
  { type: 'ready', reconnecting: true },
  { script: { watch: new WechatMpLoginError('unreachable') } },
);

/** Where the account is a subscription account, the words say so: 公众号, not 服务号. */
export const ReadySubscriptionAccount = story(
  { type: 'ready' },
  { script: { create: { officialAccount: { ...officialAccount, kind: 'subscription' } } } },
);

/** An initial stands in for a picture that is not there; one line, whatever the name. */
export const ReadyLongName = story(
  { type: 'ready' },
  {
    script: {
      create: {
        officialAccount: {
          key: 'default',
          kind: 'service',
          name: '山岚商店 · Shanlan Mountain Store and Tea House of the Western Hills',
        },
      },
    },
  },
);

export const ConfirmByTap = story(
  { type: 'confirm', mode: 'tap' },
  { script: { watch: [{ state: 'scanned', confirm: { mode: 'tap' } }] } },
);

export const ConfirmByCode = story(
  { type: 'confirm', mode: 'digits' },
  { script: { watch: [{ state: 'scanned', confirm: { mode: 'code', code: '402913' } }] } },
);

/** Let in by WeChat; the session is being opened. */
export const Approved = story(
  { type: 'approved' },
  { script: { watch: [{ state: 'approved' }], redeem: 'never' } },
);

const approved = [{ state: 'approved' }] as const;

export const SuccessReturning = story(
  { type: 'success', isNew: false },
  { script: { watch: approved } },
);

export const SuccessNew = story(
  { type: 'success', isNew: true },
  { script: { watch: approved, redeem: { isNew: true, account: { name: '微信用户 4821' } } } },
);

/** From now on this WeChat opens the account. */
export const SuccessLinked = story(
  { type: 'success', linked: true },
  {
    asks: ({ session }) => ({ options: [session] }),
    act: async ({ fill, submit }) => {
      await fill({ chatCode: '402913' });
      await submit();
    },
    purpose: 'link',
  },
);

export const SuccessLongName = story(
  { type: 'success' },
  {
    script: {
      watch: approved,
      redeem: { account: { name: '一位名字特别特别特别特别特别特别特别长的朋友 🏔️🏔️🏔️🏔️' } },
    },
  },
);

export const SuccessRightToLeftName = story(
  { type: 'success' },
  { script: { watch: approved, redeem: { account: { name: 'ليلى (الجبل) 7' } } } },
);

/** Renewed five times without being scanned: then the person is asked. */
export const Expired = story({ type: 'expired' }, { script: { watch: [{ state: 'expired' }] } });

export const Denied = story({ type: 'denied' }, { script: { watch: [{ state: 'denied' }] } });

export const Cancelled = story(
  { type: 'cancelled' },
  { script: { watch: [{ state: 'cancelled' }] } },
);

/** This device has no network. Goes on by itself. */
export const Offline = story({ type: 'offline' }, { drawn: () => ({ type: 'offline', shown }) });

export const OfflineFromTheStart = story(
  { type: 'offline' },
  { drawn: () => ({ type: 'offline' }) },
);

/** No code was given out at all. */
const refused = (code: ErrorCode, retryAfterMs?: number): LoginStory<'error'> =>
  story(
    { type: 'error', code },
    { script: { create: new WechatMpLoginError(code, { retryAfterMs }) } },
  );

/** The code was on the page already. */
const failed = (code: ErrorCode, create: Partial<Created> = {}): LoginStory<'error'> =>
  story(
    { type: 'error', code },
    { script: { create, watch: [{ state: 'failed', reason: code }] } },
  );

export const ErrorRateLimited = refused('rate_limited');

export const ErrorRateLimitedWithWait = refused('rate_limited', 240_000);

export const ErrorQuotaExhausted = refused('quota_exhausted');

export const ErrorPlatformDisabled = failed('platform_disabled');

export const ErrorPlatformDisabledSubscriptionAccount = failed('platform_disabled', {
  officialAccount: { ...officialAccount, kind: 'subscription' },
});

export const ErrorUpstreamUnavailable = failed('upstream_unavailable');

/** Tried four times, over some seconds, before the visitor is told. */
export const ErrorUnreachable = refused('unreachable');

/** On a settings page: the WeChat opens another account. Nothing was changed. */
export const ErrorIdentityConflict = story(
  { type: 'error', code: 'identity_conflict' },
  {
    asks: ({ session }) => ({
      options: [session],
      bind: [new WechatMpLoginError('identity_conflict')],
    }),
    act: async ({ fill, submit }) => {
      await fill({ chatCode: '402913' });
      await submit();
    },
    purpose: 'link',
  },
);

/** The fifth wrong proof, or the third wrong digits of the chat. */
export const ErrorProofFailed = story(
  { type: 'error', code: 'proof_failed' },
  {
    asks: ({ password }) => ({
      options: [password],
      bind: [new WechatMpLoginError('gone', { reason: 'proof_failed' })],
    }),
    act: async ({ fill, submit }) => {
      await fill({ username: 'lan@example.com', password: 'mountain', chatCode: '402913' });
      await submit();
    },
  },
);

/** On a settings page: the session is older than five minutes. No code was given out. */
export const ErrorReauthenticationRequired = story(
  { type: 'error', code: 'reauthentication_required' },
  {
    script: { create: new WechatMpLoginError('reauthentication_required') },
    purpose: 'link',
  },
);

/** On a settings page: another account was signed in in between. */
export const ErrorSessionMismatch = story(
  { type: 'error', code: 'session_mismatch' },
  {
    script: { watch: approved, redeem: new WechatMpLoginError('session_mismatch') },
    purpose: 'link',
  },
);

/** One sentence for all that trying again may mend; the console says what it was. */
export const ErrorElse = failed('internal_error');

/** From here on one sentence, as trying again does not help; the console tells the developer why. */
export const ErrorMisconfigured = refused('misconfigured');

export const ErrorInsecureContext = refused('insecure_context');

export const ErrorBadBackend = story(
  { type: 'error', code: 'bad_backend' },
  { address: 'http://example.com/wechat-login' },
);

export const ErrorUnsupported = story(
  { type: 'error', code: 'unsupported' },
  { script: { create: { present: { type: 'redirect', url: 'https://example.com/' } } } },
);

/** By the sentence that is said. */
const errors = {
  rate_limited: [ErrorRateLimited, ErrorRateLimitedWithWait],
  quota_exhausted: [ErrorQuotaExhausted],
  platform_disabled: [ErrorPlatformDisabled, ErrorPlatformDisabledSubscriptionAccount],
  upstream_unavailable: [ErrorUpstreamUnavailable],
  unreachable: [ErrorUnreachable],
  identity_conflict: [ErrorIdentityConflict],
  proof_failed: [ErrorProofFailed],
  reauthentication_required: [ErrorReauthenticationRequired],
  session_mismatch: [ErrorSessionMismatch],
  failed: [ErrorElse],
  unavailable: [ErrorMisconfigured, ErrorInsecureContext, ErrorBadBackend, ErrorUnsupported],
} satisfies Record<
  Exclude<ErrorCode, CodeWithoutText> | 'failed' | 'unavailable',
  Some<LoginStory<'error'>>
>;

type Some<T> = readonly [T, ...T[]];

export const stories = {
  idle: [Idle],
  loading: [Loading],
  ready: [
    Ready,
    ReadyNearlyOver,
    ReadyToLink,
    ReadyReconnecting,
    ReadySubscriptionAccount,
    ReadyLongName,
  ],
  confirm: [ConfirmByTap, ConfirmByCode],
  approved: [Approved],
  binding: { ...prompts, ...mistakes },
  success: [
    SuccessReturning,
    SuccessNew,
    SuccessLinked,
    WholeWayByPassword,
    SuccessLongName,
    SuccessRightToLeftName,
  ],
  expired: [Expired],
  denied: [Denied],
  cancelled: [Cancelled],
  offline: [Offline, OfflineFromTheStart],
  error: errors,
} satisfies {
  [T in LoginState['type']]: Some<LoginStory<T>> | Record<string, Some<LoginStory<T>>>;
};
