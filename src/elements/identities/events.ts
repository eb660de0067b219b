/** What `<wechat-mp-identities>` tells its page. */
import type { ErrorCode } from '../../protocol/errors.js';
import type { LinkedIdentity } from '../../protocol/messages.js';

const up = { bubbles: true, composed: true };

/** A WeChat was unlinked. The account's other sessions have ended; this one goes on. */
export class IdentitiesChangeEvent extends Event {
  /** What is still linked. */
  readonly identities: readonly LinkedIdentity[];

  constructor(identities: readonly LinkedIdentity[]) {
    super('wechat-mp-identities-change', up);
    this.identities = identities;
  }
}

/**
 * The list did not come, or a WeChat stays linked. Cancelable: the default says so in a sentence.
 * With `reauthentication_required` the page lets the person sign in, then calls `refresh()`.
 */
export class IdentitiesErrorEvent extends Event {
  readonly code: ErrorCode;
  /** Whether the same may go well later, without anybody changing anything. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, retryable: boolean) {
    super('wechat-mp-identities-error', { ...up, cancelable: true });
    this.code = code;
    this.retryable = retryable;
  }
}

declare global {
  interface HTMLElementEventMap {
    'wechat-mp-identities-change': IdentitiesChangeEvent;
    'wechat-mp-identities-error': IdentitiesErrorEvent;
  }
}
