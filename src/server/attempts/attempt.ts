/** An attempt as the backend keeps it. Everything but functions: a store may write it as JSON. */
import type { AttemptState, Method, Present, Purpose } from '../../protocol/messages.js';
import type { HostAccount, Identity } from '../host/host.js';

/** The attempt, taken by one redeem or bind for as long as the lease runs. */
export interface Claim {
  readonly by: string;
  readonly untilMs: number;
}

/** What redeem or bind answered: a retry gets the same and opens no second session. */
export interface Outcome {
  readonly body: unknown;
  /** `Set-Cookie` lines that went with it. */
  readonly setCookies: readonly string[];
}

/** Six digits that were sent to prove an account. Good for its own method and target alone. */
export interface SentVerificationCode {
  readonly method: string;
  readonly target: string;
  readonly digits: string;
  readonly sentAtMs: number;
}

/** One of several accounts that a proof fitted. */
export interface ProvenChoice extends Proven {
  readonly choice: string;
}

/** An account, and when the person proved that it is theirs. */
export interface Proven {
  readonly account: HostAccount;
  readonly authenticatedAtMs: number;
}

export interface Attempt {
  readonly id: string;
  /** Inside the WeChat code; known to this backend and to WeChat alone. */
  readonly scene: string;
  /** `c` of the page's chain. */
  readonly challenge: string;
  /** SHA-256 of the attempt's cookie, in base64url. */
  readonly cookieHash: string;
  /** Compare-and-set on this; only grows. */
  readonly rev: number;
  readonly state: AttemptState;
  readonly purpose: Purpose;
  readonly method: Method;
  /** Key of the official account. */
  readonly officialAccount: string;
  readonly lang?: string;
  readonly returnTo?: string;
  readonly createdAtMs: number;
  /** When the present state ends by itself; for an end, when it is forgotten. */
  readonly deadlineMs: number;
  /** Absent until WeChat has given a code. */
  readonly present?: Present;
  readonly identity?: Identity;
  /** The push that brought the identity. WeChat repeats pushes; a repeated one gets the same reply. */
  readonly pushKey?: string;
  /** With purpose `link`: the account that was signed in when the attempt was made. */
  readonly linkTo?: string;
  /** The six digits that the chat's reply shows, to prove that who scanned is the one at the page. */
  readonly chatCode?: string;
  readonly wrongChatCodes?: number;
  /** Wrong proofs of an account so far. */
  readonly wrongProofs?: number;
  /** The newest; the others are void. */
  readonly verificationCode?: SentVerificationCode;
  readonly verificationCodesSent?: number;
  readonly choices?: readonly ProvenChoice[];
  /**
   * Set before an identity is linked. Linking ends the account's sessions: a retry after a fault
   * finds nobody signed in any more, and knows by this who was.
   */
  readonly proven?: Proven;
  /** Wrong confirmations so far. */
  readonly wrongConfirmations?: number;
  /** Why it failed: an error code of the protocol. */
  readonly reason?: string;
  readonly claim?: Claim;
  /** Set before a redeem or bind makes an account, so that a retry after a crash still says "new". */
  readonly isNew?: true;
  readonly outcome?: Outcome & { readonly untilMs: number };
}
