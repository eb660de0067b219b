/** What the card shows in each state, independent of the language. */
import type { LoginState } from '../../client/state.js';
import type { AfterQrCodeMessageKey } from '../../locales/terms/after-qr-code.js';
import type { MessageKey, Terms } from '../../locales/terms/login.js';
import { factsOf } from '../../protocol/errors.js';
import type { Account } from '../../protocol/messages.js';
import type { TileState } from '../qr/wechat-mp-qr.js';
import { icons } from '../shared/icons.js';
import type { Icon } from '../shared/icons.js';

export interface View {
  /** Which title and sentence: a name in `Terms.messages`, or an error code that has no text of its own. */
  readonly text: MessageKey | AfterQrCodeMessageKey | CodeWithoutText;
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

/** The states that usually follow a QR code. */
export type AfterQrCodeState = Exclude<
  LoginState,
  { readonly type: 'idle' | 'loading' | 'ready' | 'offline' | 'error' }
>;

/** @param viewAfterQrCode undefined until it has loaded */
export function viewOf(
  state: LoginState,
  viewAfterQrCode: ((state: AfterQrCodeState) => View) | undefined,
): View {
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
    case 'offline':
      return { text: type, tile: faded(state), icon: icons.offline };
    case 'error': {
      const { code, retryable, retryAfterMs: waitMs, sentence } = state;
      // Even if the same call would fail again, another WeChat, account or session may help.
      const mayHelp = retryable || factsOf(code).isUpToPerson;
      const action = code === 'foreign_frame' ? 'open' : mayHelp ? 'retry' : undefined;
      return { text: code, tile: 'none', icon: icons.alert, action, waitMs, sentence };
    }
    default:
      if (viewAfterQrCode) return viewAfterQrCode(state);
      // A login that was cancelled before its QR code offers to begin.
      return type === 'cancelled'
        ? { text: 'idle', tile: 'none', action: 'show' }
        : { text: 'loading', tile: 'loading' };
  }
}

/** The QR code stays faintly visible, so that its place is known; without one, there is no tile. */
export const faded = ({ shown }: LoginState): 'veiled' | 'none' =>
  shown?.method === 'scan' ? 'veiled' : 'none';
