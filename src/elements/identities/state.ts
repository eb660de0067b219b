/** The state of `<wechat-mp-identities>`, as one union. */
import type { ErrorCode } from '../../protocol/errors.js';
import type { LinkedIdentity } from '../../protocol/messages.js';

export interface IdentitiesProblem {
  readonly code: ErrorCode;
  /** Whether trying again can help. */
  readonly retryable: boolean;
  /** How many milliseconds to wait before that, if the backend said so. */
  readonly retryAfterMs?: number | undefined;
}

/** The one row that the visitor is unlinking: asked to confirm, waiting for the backend, or refused. */
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
      /** The WeChat that was unlinked last, until the visitor does something else. */
      readonly unlinked?: LinkedIdentity | undefined;
    }
  | {
      readonly type: 'error';
      /** Undefined if the page reports the problem itself. */
      readonly problem?: IdentitiesProblem | undefined;
    };
