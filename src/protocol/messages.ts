/**
 * What crosses the wire between a page and a backend, version 1 (docs/protocol.md).
 * Types alone: a page that reads them ships nothing.
 */

export const protocolVersion = 1;

/** What a backend can declare that it speaks (protocol, "Words and levels"). */
export type Level = 'core' | 'stream' | 'binding' | 'confirm' | 'message' | 'oauth';

export type Purpose = 'login' | 'link';
export type Method = 'scan' | 'message' | 'oauth';

/** The states of an attempt; the last five are ends, which nothing leaves (protocol, "States"). */
export type AttemptState =
  | 'pending'
  | 'scanned'
  | 'approved'
  | 'binding'
  | 'completed'
  | 'denied'
  | 'expired'
  | 'cancelled'
  | 'failed';

/** The official account that is scanned, as the visitor may see it. */
export interface OfficialAccount {
  /** Names the account among several of one backend: `[a-z0-9-]{1,32}`. */
  readonly key: string;
  readonly name: string;
  /** 服务号 or 公众号: the words on the page follow it. */
  readonly kind: 'service' | 'subscription';
  /** https URL, or a path on the backend's origin. */
  readonly avatar?: string;
}

/** What the page shows so that a phone can join in. */
export type Present =
  | { readonly type: 'qr'; readonly url: string }
  | {
      readonly type: 'message';
      readonly url?: string;
      readonly image?: string;
      readonly code: string;
    }
  | { readonly type: 'redirect'; readonly url: string };

/** How the person confirms in the chat, where the backend asks for it. */
export type Confirm = { readonly mode: 'tap' } | { readonly mode: 'code'; readonly code: string };

/** Body of `POST /attempts`. */
export interface CreateRequest {
  /** `c` of the chain: 43 characters of base64url. */
  readonly challenge: string;
  readonly purpose: Purpose;
  readonly method: Method;
  /** Key of one of several official accounts. */
  readonly officialAccount?: string;
  /** BCP 47 tag of the page, for the words of the chat's replies. */
  readonly lang?: string;
  /** Path on the page's own origin, given back at redeem. */
  readonly returnTo?: string;
}

/** One look at an attempt. It says *that* something changed, never *who*. */
export interface Snapshot {
  readonly state: AttemptState;
  /** Grows with every change; a smaller one is old news. */
  readonly rev: number;
  /** Seconds for which the present state can still be acted upon; 0 at an end. */
  readonly expiresIn: number;
  /** Seconds to leave between two polls. */
  readonly interval: number;
  readonly confirm?: Confirm;
  /** Why an attempt failed: an error code of this protocol, never a detail of WeChat's. */
  readonly reason?: string;
}

/** Answer to `POST /attempts`. */
export interface Created extends Snapshot {
  readonly protocol: 1;
  /** Levels that the backend speaks: those of `Level`, and perhaps others of a newer version. */
  readonly levels: readonly string[];
  /** The attempt's public name: at least 128 random bits, and no proof of anything. */
  readonly id: string;
  readonly officialAccount: OfficialAccount;
  readonly officialAccounts?: readonly OfficialAccount[];
  readonly present: Present;
}

/** Body of `POST /attempts/{id}/redeem`. */
export interface RedeemRequest {
  /** `v` of the chain: 43 characters of base64url. */
  readonly verifier: string;
}

/** The account of the host application, as its owner may see it. */
export interface Account {
  readonly name: string;
  readonly avatar?: string;
}

/** Answer to a redeem or bind that signed somebody in. */
export interface Authenticated {
  readonly result: 'authenticated';
  /** True where this login made the account. */
  readonly isNew: boolean;
  /** True where this login linked the WeChat to the account, which it opens from now on. */
  readonly linked?: boolean;
  readonly account: Account;
  readonly returnTo?: string;
  /** One-time code for the application's own server, where sessions are not cookies of ours. */
  readonly code?: string;
}

/** One field of a form that the backend asks for. The page knows none of them by name. */
export interface Field {
  /** `[A-Za-z0-9_-]{1,32}`; `chatCode` is taken. */
  readonly name: string;
  /** In the language of the page. */
  readonly label: string;
  readonly hint?: string;
  /**
   * `code`: six digits that `POST …/codes` sends, once the form's other fields are filled in. A
   * form has at most one.
   */
  readonly type: 'text' | 'email' | 'tel' | 'password' | 'code';
  /** As HTML's attribute, so that browsers and password managers fill it in. */
  readonly autocomplete?: string;
  readonly required: boolean;
  /** As HTML's attribute: a regular expression for the whole value. */
  readonly pattern?: string;
}

/** One way on for a WeChat that has no account here yet. */
export type BindingOption =
  | { readonly action: 'create'; readonly fields?: readonly Field[] }
  | {
      readonly action: 'link';
      /** `password`, `email-code`, `phone-code`, `session`, or the application's own: `[a-z0-9-]{1,32}`. */
      readonly method: string;
      readonly label: string;
      /** May be empty: then there is nothing to fill in but the chat's digits. */
      readonly fields: readonly Field[];
    };

/** Answer to a redeem where the person has to say which account this is. */
export interface Binding {
  readonly result: 'binding';
  /** Whether `link` needs the six digits that the chat's reply showed. */
  readonly chatCode: boolean;
  /** Seconds left for it. */
  readonly expiresIn: number;
  /** Without `create`, only who has an account already may sign in. */
  readonly options: readonly BindingOption[];
}

/** One of several accounts that a proof fits. */
export interface Choice extends Account {
  /** Opaque; for this attempt alone. */
  readonly choice: string;
}

/** Answer to a bind whose proof fits several accounts. */
export interface Selection {
  readonly result: 'select';
  readonly accounts: readonly Choice[];
}

export type RedeemResult = Authenticated | Binding;
export type BindResult = Authenticated | Selection;

/** Values by the names of their fields. */
export type FieldValues = Readonly<Record<string, string>>;

/** Body of `POST /attempts/{id}/codes`. */
export interface CodesRequest {
  readonly verifier: string;
  readonly method: string;
  readonly fields: FieldValues;
}

/** Answer to it, the same whether anybody has that address or not. */
export interface CodeSent {
  /** Seconds until another code may be asked for. */
  readonly resendIn: number;
}

/** Body of `POST /attempts/{id}/bind`. */
export interface BindRequest {
  readonly verifier: string;
  readonly action: 'create' | 'link' | 'select';
  /** With `link`. */
  readonly method?: string;
  readonly fields?: FieldValues;
  /** With `link`: the six digits that the chat's reply showed. */
  readonly chatCode?: string;
  /** With `select`. */
  readonly choice?: string;
}

/** A WeChat that opens the signed-in account. */
export interface LinkedIdentity {
  /** Opaque; never an openid. */
  readonly id: string;
  /** Name of the official account that it was linked through, where that is one of this backend's. */
  readonly officialAccount?: string;
  /** ISO 8601, UTC. */
  readonly linkedAt: string;
}

/** Answer to `GET /identities`. */
export interface IdentityList {
  readonly identities: readonly LinkedIdentity[];
}

/** An error's body: RFC 9457, `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** Which field of the body was wrong, by its name alone. */
  readonly field?: string;
  /** With `gone`: the end that the attempt came to, or why it failed. */
  readonly reason?: string;
  /** With `proof_failed`: tries that are left. */
  readonly remaining?: number;
}
