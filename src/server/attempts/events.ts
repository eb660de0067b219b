/** Everything that can happen to an attempt, and the possible results. */
import type { ProblemCode } from '../../protocol/errors.js';
import type { Present } from '../../protocol/messages.js';
import type { Identity } from '../host/host.js';
import type {
  ApprovedBy,
  Attempt,
  Outcome,
  Proven,
  ProvenChoice,
  Question,
  SentVerificationCode,
} from './attempt.js';

export type AttemptEvent =
  | PresentedEvent
  | { readonly type: 'failed'; readonly reason: ProblemCode }
  | ChatEvent
  | AuthorizedEvent
  | { readonly type: 'cancel' }
  /** Nobody may need the answer of a completed attempt any more. */
  | { readonly type: 'outdated' }
  | VerificationCodeEvent
  | LeaseEvent
  | HeldEvent;

/** WeChat has returned a QR code. */
export interface PresentedEvent {
  readonly type: 'presented';
  readonly present: Present;
  /** Where the browser is, as the application says. */
  readonly city?: string;
}

/** What a WeChat user does. */
export type ChatEvent =
  | ScanEvent
  | ConfirmEvent
  /** The person has said that this is not their login. */
  | DenyEvent
  /** The same WeChat user scanned another attempt. */
  | { readonly type: 'superseded' };

/** A scan that approves at once, or that leads to a question in the chat. */
export type ScanEvent = {
  readonly type: 'scan';
  readonly identity: Identity;
  /** Identifies the push, to recognize a repeated one. */
  readonly pushKey: string;
  readonly chatDigits?: string;
} & (
  | { readonly approvedBy: Exclude<ApprovedBy, 'confirmation' | 'authorization'> }
  | { readonly question: Question }
);

/** WeChat has named the visitor of a page inside WeChat. */
export interface AuthorizedEvent {
  readonly type: 'authorized';
  readonly identity: Identity;
}

/** An answer to the question in the chat. */
export interface ConfirmEvent {
  readonly type: 'confirm';
  readonly identity: Identity;
  /** Identifies the message, to recognize a repeated one. */
  readonly messageKey: string;
  /** False for wrong digits. */
  readonly isRight: boolean;
  readonly chatDigits?: string;
}

/** See `ConfirmEvent`. */
export interface DenyEvent {
  readonly type: 'deny';
  readonly identity: Identity;
  readonly messageKey: string;
}

export interface VerificationCodeEvent {
  readonly type: 'verificationCodeSent';
  readonly verificationCode: Omit<SentVerificationCode, 'sentAtMs'>;
}

export interface LeaseEvent {
  readonly type: 'lease';
  readonly by: string;
  readonly from: LeasedState;
}

/** States in which a redeem or bind can take the lease. */
export type LeasedState = 'approved' | 'binding';

/** An event of the holder of the lease, which names itself. */
export type HeldEvent = HolderEvent & { readonly by: string };

/** Events that only the holder of the lease can cause. */
export type HolderEvent =
  | { readonly type: 'release' }
  /** The unionid is known, as far as WeChat gives one, and an account is about to be created. */
  | { readonly type: 'identified'; readonly unionid: string | undefined }
  /** The page asks the visitor whether they have an account: binding begins. */
  | { readonly type: 'asked'; readonly unionid: string | undefined }
  | { readonly type: 'wrongProof'; readonly of: 'chatDigits' | 'account' }
  | { readonly type: 'choices'; readonly of: readonly ProvenChoice[] }
  | { readonly type: 'proven'; readonly proven: Proven }
  | { readonly type: 'refused'; readonly reason: ProblemCode; readonly outcome?: Outcome }
  | { readonly type: 'completed'; readonly outcome: Outcome };

/** Why an event changed nothing although it should have. */
export type Refusal =
  | 'gone'
  | 'wrong_state'
  /** Another WeChat user has scanned this attempt already. */
  | 'contested'
  | 'leased'
  | 'lease_lost'
  /** The last verification code was sent less than a minute ago. */
  | 'too_soon'
  /** The attempt allows no more verification codes. */
  | 'too_many';

/** `attempt` is the attempt after the event. */
export type Transition =
  | { readonly type: 'changed'; readonly attempt: Attempt }
  /** Accepted, with nothing to write: a repeated event, or one that changes nothing. */
  | { readonly type: 'unchanged'; readonly attempt: Attempt }
  | { readonly type: 'refused'; readonly refusal: Refusal; readonly attempt: Attempt };
