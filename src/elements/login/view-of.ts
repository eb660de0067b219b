/** What the card shows in each state, independent of the language. */
import type { LoginState } from '../../client/state.js';
import type { BindingMessageKey } from '../../locales/terms/binding.js';
import type { MessageKey, Terms } from '../../locales/terms/login.js';
import { factsOf } from '../../protocol/errors.js';
import type { Account } from '../../protocol/messages.js';
import type { TileState } from '../qr/wechat-mp-qr.js';
import type { Icon } from '../shared/icons.js';

export interface View {
  /** Which title and sentence: a name in `Terms.messages`, or an error code that has no text of its own. */
  readonly text: MessageKey | BindingMessageKey | CodeWithoutText;
  /** `none` for a state without a QR code: the card is lower by the height of the tile. */
  readonly tile: TileState | 'none';
  /** On the tile, or before the title if there is no tile. */
  readonly icon?: Icon;
  /** The button on the tile or in its place, by the name of its label in `Terms`. */
  readonly action?: keyof Pick<Terms, 'show' | 'refresh' | 'retry' | 'open'> | undefined;
  /** The digits to send in the chat. */
  readonly chatDigits?: string;
  /** The account that is signed in. */
  readonly account?: Account;
  readonly expiresAtMs?: number;
  readonly lifetimeMs?: number;
  /** How long to wait before trying again. */
  readonly waitMs?: number | undefined;
  /** What the application says to the visitor, in place of our sentence. */
  readonly sentence?: string | undefined;
}

/**
 * Error codes without a text of their own. The card shows `failed` for them, or `unavailable` if
 * trying again cannot help. A code that is neither here nor in the texts does not compile.
 */
export type CodeWithoutText =
  | 'invalid_request'
  | 'method_unavailable'
  | 'authorization_refused'
  | 'authorization_failed'
  | 'virtual_user'
  | 'follow_required'
  | 'origin_denied'
  | 'not_found'
  | 'method_not_allowed'
  | 'wrong_state'
  | 'last_way_in'
  | 'too_recent'
  | 'challenge_used'
  | 'gone'
  | 'too_large'
  | 'unsupported_media_type'
  | 'slow_down'
  | 'internal_error'
  | 'misconfigured'
  | 'store_unavailable'
  | 'timeout'
  | 'bad_response'
  | 'insecure_context'
  | 'bad_backend'
  | 'unsupported'
  | 'http_auth';

/** Where there is no QR code yet: its place is kept. */
export const obstacleView = (text: 'accept' | 'disabled'): View => ({
  text,
  tile: 'blank',
  icon: 'shield',
});

export function viewOf(state: LoginState): View {
  const { type } = state;
  switch (type) {
    case 'idle':
      return { text: type, tile: 'none', action: 'show' };
    case 'loading':
      return { text: type, tile: type };
    case 'ready': {
      const { expiresAtMs, lifetimeMs, reconnecting, shown } = state;
      // Until its way has loaded, which draws it.
      if (shown.method !== 'scan') return { text: 'loading', tile: 'loading' };
      return { text: reconnecting ? 'reconnecting' : type, tile: type, expiresAtMs, lifetimeMs };
    }
    case 'confirm':
      return state.mode === 'digits'
        ? { text: 'digits', tile: 'busy', icon: 'phone', chatDigits: state.digits }
        : { text: 'tap', tile: 'busy', icon: 'phone' };
    case 'approved':
    // Until the prompts have loaded, and where the page shows prompts of its own.
    case 'binding':
      return { text: 'approved', tile: 'busy', icon: 'phone' };
    case 'success': {
      const { account, isNew, linked } = state;
      const text = linked ? 'linked' : isNew ? 'welcome' : 'back';
      return { text, tile: 'done', icon: 'check', account };
    }
    case 'expired':
    case 'cancelled':
      return { text: type, tile: faded(state), action: isOther(state) ? 'retry' : 'refresh' };
    case 'denied':
      return { text: type, tile: 'none', icon: 'shield', action: 'retry' };
    case 'offline':
      return { text: type, tile: faded(state), icon: type };
    case 'error': {
      const { code, retryable, retryAfterMs: waitMs, sentence } = state;
      // Even if the same call would fail again, another WeChat, account or session may help.
      const mayHelp = retryable || factsOf(code).isUpToPerson;
      const action = code === 'foreign_frame' ? 'open' : mayHelp ? 'retry' : undefined;
      return { text: code, tile: 'none', icon: 'alert', action, waitMs, sentence };
    }
    default:
      return type satisfies never;
  }
}

/** Digits or a button were shown, which are no QR code. */
const isOther = ({ shown }: LoginState): boolean => shown !== undefined && shown.method !== 'scan';

/** The QR code stays faintly visible, so that its place is known; without one, there is no tile. */
const faded = ({ shown }: LoginState): 'veiled' | 'none' =>
  shown?.method === 'scan' ? 'veiled' : 'none';
