/** What a state looks like, in no language yet: the one place that knows every state. */
import type { LoginState } from '../../client/state.js';
import type { BindingMessageKey } from '../../locales/terms/binding.js';
import type { MessageKey, Terms } from '../../locales/terms/login.js';
import { factsOf } from '../../protocol/errors.js';
import type { Account } from '../../protocol/messages.js';
import type { Icon } from '../shared/icons.js';
import type { TileState } from '../qr/wechat-mp-qr.js';

export interface View {
  /** The code of an error, or what it is in the languages. */
  readonly says: MessageKey | BindingMessageKey | Unspecific;
  readonly tile: TileState;
  readonly icon?: Icon;
  /** The one thing to do: which of the buttons stands on the tile. */
  readonly action?: keyof Pick<Terms, 'show' | 'refresh' | 'retry'> | false;
  /** To be sent in the chat. */
  readonly digits?: string;
  /** Who is signed in. */
  readonly person?: Account;
  readonly expiresAtMs?: number;
  readonly lifetimeMs?: number;
  /** Before trying again. */
  readonly waitMs?: number | undefined;
}

/**
 * Codes without a sentence of their own: `failed` is said, or `unavailable` where trying again
 * cannot help. A code that is neither here nor in the languages does not compile.
 */
export type Unspecific =
  | 'invalid_request'
  | 'origin_denied'
  | 'not_found'
  | 'method_not_allowed'
  | 'wrong_state'
  | 'last_way_in'
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
  | 'unsupported';

export function viewOf(state: LoginState): View {
  const { type } = state;
  switch (type) {
    case 'idle':
      return { says: type, tile: 'blank', action: 'show' };
    case 'loading':
      return { says: type, tile: type };
    case 'ready': {
      const { expiresAtMs, lifetimeMs, reconnecting } = state;
      return { says: reconnecting ? 'reconnecting' : type, tile: type, expiresAtMs, lifetimeMs };
    }
    case 'confirm':
      return state.mode === 'digits'
        ? { says: 'digits', tile: 'blank', digits: state.digits }
        : { says: 'tap', tile: 'blank', icon: 'phone' };
    case 'approved':
    // Until the prompts are there, and where the page draws its own.
    case 'binding':
      return { says: 'approved', tile: 'busy', icon: 'phone' };
    case 'success': {
      const { account, isNew, linked } = state;
      const says = linked ? 'linked' : isNew ? 'welcome' : 'back';
      return { says, tile: 'done', icon: 'check', person: account };
    }
    case 'expired':
    case 'cancelled':
      return { says: type, tile: 'veiled', action: 'refresh' };
    case 'denied':
      return { says: type, tile: 'blank', icon: 'cross', action: 'retry' };
    case 'offline':
      return { says: type, tile: state.shown ? 'veiled' : 'blank', icon: type };
    case 'error': {
      const { code, retryable, retryAfterMs } = state;
      // Another code, another WeChat or another session may help where the same call cannot.
      const action = retryable || factsOf(code).isUpToPerson ? 'retry' : false;
      return { says: code, tile: 'blank', icon: 'alert', action, waitMs: retryAfterMs };
    }
    default:
      return type satisfies never;
  }
}
