/** An attempt as the backend keeps it. It contains plain data only, so a store can write it as JSON. */
import type { AttemptState, Method, Present, Purpose } from '../../protocol/messages.js';
import type { HostAccount, Identity } from '../host/host.js';

/** The right to finish the attempt. One redeem or bind holds it at a time. */
export interface Lease {
  readonly by: string;
  readonly untilMs: number;
}

/**
 * The answer of the redeem or bind that completed the attempt, with its session; or what the application
 * said when it refused the visitor. It is sealed under the verifier of the page, so only a retry of that
 * page can open it.
 */
export interface Outcome {
  readonly sealed: string;
}

/** Six digits that were sent to prove an account. Valid for this method and target alone. */
export interface SentVerificationCode {
  readonly method: string;
  readonly target: string;
  /** Sealed. */
  readonly digits: string;
  readonly sentAtMs: number;
}

/** An account, and when the visitor proved that it is theirs. */
export interface Proven {
  readonly account: HostAccount;
  readonly authenticatedAtMs: number;
  /** Whether the proof may stand in for a confirmed session. */
  readonly confirmed?: boolean;
  /** The login of the session that stood in for a proof. */
  readonly login?: string;
}

/** One of several accounts that match a proof. The page names it by `choice`. */
export interface ProvenChoice extends Proven {
  readonly choice: string;
}

/**
 * What approved the attempt. `new`: nobody had an account for this WeChat user, so it may open no account
 * but the one that it creates. `browser`: this person had confirmed in this browser before.
 * `confirmation`: the person answered in the chat. `scan`: the scan alone, where nothing is asked.
 * `authorization`: web authorization in the visitor's own browser, inside WeChat.
 */
export type ApprovedBy = 'new' | 'browser' | 'confirmation' | 'scan' | 'authorization';

/** The question in the chat that has to be answered before the attempt is approved. */
export type Question =
  | {
      readonly mode: 'tap';
      /** The two numbers that answer it where links do not work: Confirm, then Not me; sealed. */
      readonly numbers?: string;
    }
  /** The page shows the digits, and only this WeChat user can type them: whoever reads them here cannot. */
  | { readonly mode: 'digits'; readonly digits: string };

/** The browser that shows the QR code, in words of fixed lists, and where it is. */
export interface Client {
  readonly browser?: string;
  readonly system?: string;
  readonly city?: string;
}

export interface Attempt {
  readonly id: string;
  /**
   * By which an arrival finds the attempt: the text inside the QR code, which only this backend and WeChat
   * know; or `digits:`, the official account and the digits that the visitor sends.
   */
  readonly scene: string;
  /** `c` of the page's chain: the hash of its key. */
  readonly challenge: string;
  /** SHA-256 of the secret in the attempt's cookie, in base64url. */
  readonly cookieHash: string;
  /** Grows with every change. A write succeeds only if it is still as it was read. */
  readonly rev: number;
  readonly state: AttemptState;
  readonly purpose: Purpose;
  readonly method: Method;
  /** Key of the official account. */
  readonly officialAccount: string;
  readonly lang?: string;
  readonly returnTo?: string;
  /** With method `oauth`: the page to which WeChat's answer leads back. */
  readonly resumeAt?: { readonly origin: string; readonly path: string };
  /** The page's text for the application. Removed when the attempt ends. */
  readonly appData?: string;
  /** What the question in the chat says about the browser. */
  readonly client?: Client;
  /** `Device.hash` of the browser's device cookie when the attempt was created, if it had one. */
  readonly deviceHash?: string;
  readonly createdAtMs: number;
  /** When the state ends by itself; for an attempt that has ended, when it is forgotten. */
  readonly deadlineMs: number;
  /** Absent until WeChat has returned a QR code. */
  readonly present?: Present;
  readonly identity?: Identity;
  /** When the scan, or its confirmation in the chat, approved the attempt. */
  readonly approvedAtMs?: number;
  readonly approvedBy?: ApprovedBy;
  /** Present if the chat has asked. */
  readonly question?: Question;
  /** The messages that have answered the question, to recognize a repeated one. */
  readonly answers?: readonly string[];
  /** Identifies the push of the scan. WeChat repeats pushes, and a repeated one gets the same reply. */
  readonly pushKey?: string;
  /** With purpose `link`: the account that was signed in when the attempt was created. */
  readonly linkTo?: string;
  /** Six digits in the chat's reply, sealed. Typing them proves that the visitor is the one who scanned. */
  readonly chatDigits?: string;
  readonly wrongChatDigits?: number;
  /** Wrong proofs of an account so far. */
  readonly wrongProofs?: number;
  /** The code that was sent last; earlier ones are void. */
  readonly verificationCode?: SentVerificationCode;
  readonly verificationCodesSent?: number;
  readonly choices?: readonly ProvenChoice[];
  /**
   * Set before an identity is linked. Linking ends the account's sessions, so a retry after a fault
   * finds nobody signed in. It reads here whose session it was.
   */
  readonly proven?: Proven;
  readonly wrongConfirmations?: number;
  /** Why the attempt failed: an error code of the protocol. */
  readonly reason?: string;
  readonly lease?: Lease;
  /** Set before a redeem or bind creates an account, so that a retry after a crash still answers "new". */
  readonly isNew?: true;
  /** Kept for a minute, so that a retry gets the same answer and opens no second session. */
  readonly outcome?: Outcome & { readonly untilMs: number };
}
