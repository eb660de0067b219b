/** What `<wechat-mp-identities>` is at, as one union. */
import type { ErrorCode } from '../../protocol/errors.js';
import type { LinkedIdentity } from '../../protocol/messages.js';

export interface IdentitiesProblem {
  readonly code: ErrorCode;
  /** Whether trying again may help. */
  readonly retryable: boolean;
  /** How long to wait before that, in milliseconds, where the backend said so. */
  readonly retryAfterMs?: number | undefined;
}

/** The one row that is being worked on: asked once more, under way, or refused. */
export type OpenRow =
  | { readonly id: string; readonly step: 'ask' }
  | { readonly id: string; readonly step: 'busy' }
  | { readonly id: string; readonly step: 'refused'; readonly problem: IdentitiesProblem };

export type IdentitiesState =
  | { readonly type: 'loading' }
  | {
      readonly type: 'list';
      readonly identities: readonly LinkedIdentity[];
      readonly open?: OpenRow | undefined;
      /** The one that was unlinked last, until something else is done. */
      readonly unlinked?: LinkedIdentity | undefined;
    }
  | {
      readonly type: 'error';
      /** Undefined where the page says it itself. */
      readonly problem?: IdentitiesProblem | undefined;
    };
