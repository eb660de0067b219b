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

/**
 * The one row that the visitor is unlinking: asked whether to, waiting for the backend, refused, or
 * confirming in WeChat that it is them, after which they are asked again.
 */
export type OpenRow =
  | { readonly id: string; readonly step: 'ask' }
  | { readonly id: string; readonly step: 'busy' }
  | { readonly id: string; readonly step: 'refused'; readonly problem: IdentitiesProblem }
  | { readonly id: string; readonly step: 'step-up' };

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
