/** The events of `<wechat-mp-identities>`. Both bubble, out of shadow roots too. */
import type { ErrorCode } from '../../protocol/errors.js';
import type { LinkedIdentity } from '../../protocol/messages.js';

const init = { bubbles: true, composed: true };

/** An identity was unlinked. The account's other sessions have ended; the one in this browser continues. */
export class IdentitiesChangeEvent extends Event {
  /** The identities that are still linked. */
  readonly identities: readonly LinkedIdentity[];

  constructor(identities: readonly LinkedIdentity[]) {
    super('wechat-mp-identities-change', init);
    this.identities = identities;
  }
}

/**
 * The list could not be loaded, or an identity could not be unlinked. Cancelable: by default the element
 * shows a sentence about it. If `code` is `reauthentication_required`, let the visitor sign in and then
 * call `refresh()`.
 */
export class IdentitiesErrorEvent extends Event {
  readonly code: ErrorCode;
  /** Whether the same request can succeed later without anybody changing anything. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, retryable: boolean) {
    super('wechat-mp-identities-error', { ...init, cancelable: true });
    this.code = code;
    this.retryable = retryable;
  }
}

/** The events of `<wechat-mp-identities>`, by name. */
export interface IdentitiesEventMap {
  'wechat-mp-identities-change': IdentitiesChangeEvent;
  'wechat-mp-identities-error': IdentitiesErrorEvent;
}

declare global {
  interface HTMLElementEventMap extends IdentitiesEventMap {}
}
