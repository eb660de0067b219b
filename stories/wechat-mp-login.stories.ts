/** Every state that visitors may see. The tables at the end do not compile if a state has no story. */
import type { Meta } from '@storybook/web-components-vite';
import type { LoginState } from 'wechat-mp-login/client';
import type { CodeWithoutText } from './internals/texts.js';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { Created, ErrorCode } from 'wechat-mp-login/protocol';
import { mistakes, stories as prompts, CompleteByPassword } from './binding.stories.js';
import { loginMeta, story } from './support/login-story.js';
import type { LoginArgs, LoginStory } from './support/login-story.js';
import { sampleCaptcha } from './support/samples/captcha.js';
import { sampleTerms } from './support/samples/terms.js';
import { sampleStates, shown as sampleShown } from './support/samples/states.js';
import { officialAccount } from './support/scripted/backend.js';

export default {
  ...loginMeta,
  title: 'wechat-mp-login',
  excludeStories: ['stories'],
} satisfies Meta<LoginArgs>;

const longRefusal =
  'You need an invitation to join the Shanlan Mountain Tea Society. Members can invite two friends a year. If somebody has invited you, please open the link in their message again. If it does not work, write to membership-and-invitations-of-the-tea-society@shanlan-mountain-tea-society.example, please.';

const shown = { ...sampleShown, officialAccount };

/** The outline of the tile shows the remaining time. While the page is visible, the QR code renews itself. */
export const Ready = story({ type: 'ready', reconnecting: false }, { script: {} });

/** With the attribute `manual`, the tag waits until the visitor asks for a QR code. */
export const Idle = story({ type: 'idle' }, { manual: true });

/** With terms in the slot `terms`, there is no QR code until the visitor has accepted them. */
export const IdleTerms = story({ type: 'idle' }, { script: {}, slotted: () => sampleTerms(false) });

/** Unchecking the box takes the QR code away again. */
export const ReadyTerms = story(
  { type: 'ready' },
  { script: {}, slotted: () => sampleTerms(true) },
);

export const Loading = story({ type: 'loading' }, { script: { create: 'never' } });

export const ReadyExpiringSoon = story(
  { type: 'ready' },
  {
    drawn: () => ({ ...sampleStates.ready, shown, expiresAtMs: Date.now() + 12_000 }),
  },
);

/** With `purpose="link"` on a settings page, the texts are about linking. */
export const ReadyToLink = story({ type: 'ready' }, { script: {}, purpose: 'link' });

/** With `purpose="step-up"`, before something that needs to be sure who is there. */
export const ReadyToStepUp = story({ type: 'ready' }, { script: {}, purpose: 'step-up' });

/** The connection was lost. The tag retries with growing pauses; the QR code stays valid. */
export const ReadyReconnecting = story(
  { type: 'ready', reconnecting: true },
  { script: { watch: new WechatMpLoginError('unreachable') } },
);

/** For a subscription account the texts say 公众号 instead of 服务号. */
export const ReadySubscriptionAccount = story(
  { type: 'ready' },
  { script: { create: { officialAccount: { ...officialAccount, kind: 'subscription' } } } },
);

/** With `newAccounts: 'existing-only'`, the line below the account's name says so before anybody scans. */
export const ReadyExistingOnly = story(
  { type: 'ready' },
  { script: { create: { newAccounts: 'existing-only' } } },
);

/** Without a picture, the tag shows an initial. A long name stays on one line. */
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

const news = { key: 'news', name: '山岚来信', kind: 'subscription' } as const;

/** The backend serves several official accounts. Each has its own QR code, and one attempt is live at a time. */
export const ReadySeveralAccounts = story(
  { type: 'ready' },
  { script: { create: { officialAccounts: [officialAccount, news] } } },
);

/** Tabs that do not fit in one line are in several. A name that is too long is cut. */
export const ReadyManyAccounts = story(
  { type: 'ready' },
  {
    script: {
      create: {
        officialAccounts: [
          officialAccount,
          news,
          { key: 'tea', name: '西山茶馆', kind: 'service' },
          { key: 'long', name: 'Shanlan Mountain Store of the Western Hills', kind: 'service' },
        ],
      },
    },
  },
);

/** The chat, with the question and its two answers. */
export const ConfirmByTap = story(
  { type: 'confirm', mode: 'tap' },
  { script: { watch: [{ state: 'scanned', confirm: { mode: 'tap' } }] } },
);

/** The digits to send in the chat, in two groups. */
export const ConfirmByDigits = story(
  { type: 'confirm', mode: 'digits' },
  { script: { watch: [{ state: 'scanned', confirm: { mode: 'digits', digits: '402913' } }] } },
);

/** Whatever an official account is called, and without a picture, nothing overflows. */
export const ConfirmLongName = story(
  { type: 'confirm', mode: 'tap' },
  {
    script: {
      create: {
        officialAccount: {
          key: 'default',
          kind: 'service',
          name: '山岚商店 · Shanlan Mountain Store and Tea House of the Western Hills',
        },
      },
      watch: [{ state: 'scanned', confirm: { mode: 'tap' } }],
    },
  },
);

/** With `purpose="step-up"`, somebody who is signed in confirms that it is them. */
export const ConfirmStepUp = story(
  { type: 'confirm', mode: 'tap' },
  {
    script: { watch: [{ state: 'scanned', confirm: { mode: 'tap' } }] },
    purpose: 'step-up',
  },
);

/** The scan was approved, and the backend opens the session. */
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

/** This WeChat is now linked to the account. */
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

/** After `purpose="step-up"`: the visitor has confirmed that it is them. */
export const SuccessStepUp = story(
  { type: 'success' },
  { script: { watch: approved }, purpose: 'step-up' },
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

/** After five renewals without a scan, the visitor has to ask for a new QR code. */
export const Expired = story({ type: 'expired' }, { script: { watch: [{ state: 'expired' }] } });

/** Somebody tapped "Not me" in the chat. Nobody was signed in. */
export const Denied = story({ type: 'denied' }, { script: { watch: [{ state: 'denied' }] } });

/** The same on a settings page. */
export const DeniedToLink = story(
  { type: 'denied' },
  { script: { watch: [{ state: 'denied' }] }, purpose: 'link' },
);

/** The same while somebody should confirm that it is them. */
export const DeniedStepUp = story(
  { type: 'denied' },
  { script: { watch: [{ state: 'denied' }] }, purpose: 'step-up' },
);

export const Cancelled = story(
  { type: 'cancelled' },
  { script: { watch: [{ state: 'cancelled' }] } },
);

/** This device has no network. The tag continues once it is back. */
export const Offline = story({ type: 'offline' }, { drawn: () => ({ type: 'offline', shown }) });

export const OfflineFromTheStart = story(
  { type: 'offline' },
  { drawn: () => ({ type: 'offline' }) },
);

/** The backend refused to create a QR code. */
const refusedAtStart = (code: ErrorCode, retryAfterMs?: number): LoginStory<'error'> =>
  story(
    { type: 'error', code },
    { script: { create: new WechatMpLoginError(code, { retryAfterMs }) } },
  );

/** The attempt failed when the QR code was already on the page. */
const failedLater = (code: ErrorCode, create: Partial<Created> = {}): LoginStory<'error'> =>
  story(
    { type: 'error', code },
    { script: { create, watch: [{ state: 'failed', reason: code }] } },
  );

export const ErrorRateLimited = refusedAtStart('rate_limited');

export const ErrorRateLimitedWithWait = refusedAtStart('rate_limited', 240_000);

export const ErrorQuotaExhausted = refusedAtStart('quota_exhausted');

export const ErrorPlatformDisabled = failedLater('platform_disabled');

export const ErrorPlatformDisabledSubscriptionAccount = failedLater('platform_disabled', {
  officialAccount: { ...officialAccount, kind: 'subscription' },
});

export const ErrorUpstreamUnavailable = failedLater('upstream_unavailable');

/** The tag tries four times within a few seconds before it shows this error. */
export const ErrorUnreachable = refusedAtStart('unreachable');

/** On a settings page: this WeChat is linked to another account. Nothing has changed. */
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

/** After five wrong proofs or three wrong chat digits, the login ends. */
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

/** On a settings page: the visitor signed in more than five minutes ago, so there is no QR code. */
export const ErrorReauthenticationRequired = story(
  { type: 'error', code: 'reauthentication_required' },
  {
    script: { create: new WechatMpLoginError('reauthentication_required') },
    purpose: 'link',
  },
);

/** On a settings page: nobody confirmed the login of this session, so it may not link. */
export const ErrorConfirmationRequired = story(
  { type: 'error', code: 'confirmation_required' },
  { script: { create: new WechatMpLoginError('confirmation_required') }, purpose: 'link' },
);

/** With `purpose="step-up"`: this WeChat does not open the account that is signed in. */
export const ErrorSessionMismatchStepUp = story(
  { type: 'error', code: 'session_mismatch' },
  {
    script: { watch: approved, redeem: new WechatMpLoginError('session_mismatch') },
    purpose: 'step-up',
  },
);

/** On a settings page: another account has signed in meanwhile. */
export const ErrorSessionMismatch = story(
  { type: 'error', code: 'session_mismatch' },
  {
    script: { watch: approved, redeem: new WechatMpLoginError('session_mismatch') },
    purpose: 'link',
  },
);

/** The application refuses this person, in words of its own. The button starts again, with another scan. */
export const ErrorSignInRefused = story(
  { type: 'error', code: 'sign_in_refused' },
  {
    script: {
      watch: approved,
      redeem: new WechatMpLoginError('sign_in_refused', {
        sentence: '此账号已被锁定，请致电 400-800-1234 联系客服',
      }),
    },
  },
);

/** As long as a sentence may be: 300 characters. */
export const ErrorSignInRefusedLong = story(
  { type: 'error', code: 'sign_in_refused' },
  {
    script: {
      watch: approved,
      redeem: new WechatMpLoginError('sign_in_refused', { sentence: longRefusal }),
    },
  },
);

/** One text for all errors that a retry may fix. The console shows details for developers. */
export const ErrorOther = failedLater('internal_error');

/** This and the following errors share one text, because a retry does not help. The console shows details. */
export const ErrorMisconfigured = refusedAtStart('misconfigured');

export const ErrorInsecureContext = refusedAtStart('insecure_context');

export const ErrorBadBackend = story(
  { type: 'error', code: 'bad_backend' },
  { address: 'http://example.com/wechat-login' },
);

export const ErrorUnsupported = story(
  { type: 'error', code: 'unsupported' },
  { script: { create: { present: { type: 'redirect', url: 'https://example.com/' } } } },
);

/** In a frame of another site, most browsers block the cookie that the login needs. */
export const ErrorCookiesBlocked = refusedAtStart('cookies_blocked');

/** A page of another origin embeds this one. The button opens it in a window of its own. */
export const ErrorForeignFrame = failedLater('foreign_frame');

/** HTTP Basic authentication in front of the backend takes the header that the login needs. */
export const ErrorHttpAuth = refusedAtStart('http_auth');

/** The backend wants a captcha first, and the page has none in the slot `captcha`. */
export const ErrorCaptchaRequired = refusedAtStart('captcha_required');

/** Your provider's widget goes into the slot `captcha`, in place of the button. */
export const ErrorCaptchaInSlot = story(
  { type: 'error', code: 'captcha_required' },
  { script: { create: new WechatMpLoginError('captcha_required') }, slotted: sampleCaptcha },
);

export const ErrorOldBrowser = refusedAtStart('old_browser');

/** After a deployment, a file is gone that the login needs. The button loads the page again. */
export const ErrorLoadFailed = failedLater('load_failed');

/** By the text that visitors see. */
const errors = {
  rate_limited: [ErrorRateLimited, ErrorRateLimitedWithWait],
  quota_exhausted: [ErrorQuotaExhausted],
  platform_disabled: [ErrorPlatformDisabled, ErrorPlatformDisabledSubscriptionAccount],
  upstream_unavailable: [ErrorUpstreamUnavailable],
  unreachable: [ErrorUnreachable],
  identity_conflict: [ErrorIdentityConflict],
  proof_failed: [ErrorProofFailed],
  reauthentication_required: [ErrorReauthenticationRequired],
  confirmation_required: [ErrorConfirmationRequired],
  session_mismatch: [ErrorSessionMismatch, ErrorSessionMismatchStepUp],
  cookies_blocked: [ErrorCookiesBlocked],
  captcha_required: [ErrorCaptchaRequired, ErrorCaptchaInSlot],
  foreign_frame: [ErrorForeignFrame],
  old_browser: [ErrorOldBrowser],
  load_failed: [ErrorLoadFailed],
  sign_in_refused: [ErrorSignInRefused, ErrorSignInRefusedLong],
  failed: [ErrorOther],
  unavailable: [
    ErrorMisconfigured,
    ErrorInsecureContext,
    ErrorBadBackend,
    ErrorUnsupported,
    ErrorHttpAuth,
  ],
} satisfies Record<
  Exclude<ErrorCode, CodeWithoutText> | 'failed' | 'unavailable',
  Some<LoginStory<'error'>>
>;

type Some<T> = readonly [T, ...T[]];

export const stories = {
  idle: [Idle, IdleTerms],
  loading: [Loading],
  ready: [
    Ready,
    ReadyExpiringSoon,
    ReadyToLink,
    ReadyToStepUp,
    ReadyReconnecting,
    ReadySubscriptionAccount,
    ReadyExistingOnly,
    ReadyLongName,
    ReadySeveralAccounts,
    ReadyManyAccounts,
    ReadyTerms,
  ],
  confirm: [ConfirmByTap, ConfirmByDigits, ConfirmLongName, ConfirmStepUp],
  approved: [Approved],
  binding: { ...prompts, ...mistakes },
  success: [
    SuccessReturning,
    SuccessNew,
    SuccessLinked,
    SuccessStepUp,
    CompleteByPassword,
    SuccessLongName,
    SuccessRightToLeftName,
  ],
  expired: [Expired],
  denied: [Denied, DeniedToLink, DeniedStepUp],
  cancelled: [Cancelled],
  offline: [Offline, OfflineFromTheStart],
  error: errors,
} satisfies {
  [T in LoginState['type']]: Some<LoginStory<T>> | Record<string, Some<LoginStory<T>>>;
};
