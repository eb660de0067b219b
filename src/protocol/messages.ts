/**
 * The messages between a page and a backend, version 1 of the protocol (docs/protocol.md). Nearly all
 * of this file is types, which add nothing to a page's bundle.
 */

export const protocolVersion = 1;

/** The parts of the protocol that a backend can support (docs/protocol.md, "Words and levels"). */
export type Level = 'core' | 'stream' | 'binding' | 'confirm' | 'message' | 'oauth';

/**
 * `login` signs somebody in; `link` links a WeChat account to the account that is signed in; `step-up`
 * confirms that whoever is signed in also holds a WeChat account that opens their account.
 */
export type Purpose = 'login' | 'link' | 'step-up';

/** How a visitor signs in with WeChat. */
export type Method = 'scan' | 'message' | 'oauth';

/** The states of an attempt. The last five are ends, which it never leaves (docs/protocol.md, "States"). */
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

/** The official account behind the QR code, as the visitor may see it. */
export interface OfficialAccount {
  /** Names the account among several of one backend: `[a-z0-9-]{1,32}`. */
  readonly key: string;
  readonly name: string;
  /** 服务号 (service account) or 公众号 (subscription account). The texts of the page depend on it. */
  readonly kind: 'service' | 'subscription';
  /** An https URL, or a path on the backend's origin. */
  readonly avatar?: string;
  /** In a list of several: how a visitor can sign in with this one now, as `Created.methods`. */
  readonly methods?: readonly string[];
}

/** What the page shows or opens so that the visitor can continue in WeChat. */
export type Present =
  | {
      readonly type: 'qr';
      /** The content of the QR code. */
      readonly url: string;
      /**
       * A `data:` picture of the QR code, from an adapter to a backend that tells no content: `url` is empty
       * then. It does not cross the wire.
       */
      readonly image?: string;
    }
  | {
      readonly type: 'message';
      /** What the visitor sends in the chat of the official account. */
      readonly digits: string;
      /** The content of the account's own QR code. */
      readonly url?: string;
      /** The address of a picture of the account's own QR code. */
      readonly image?: string;
    }
  | { readonly type: 'redirect'; readonly url: string };

/** How the person confirms in the chat, if the backend asks for it. */
export type Confirm =
  { readonly mode: 'tap' } | { readonly mode: 'digits'; readonly digits: string };

/** Body of `POST /attempts`. */
export interface CreateRequest {
  /** The last value of the page's chain: 43 characters of base64url. */
  readonly challenge: string;
  readonly purpose: Purpose;
  readonly method: Method;
  /** The key of one of several official accounts. */
  readonly officialAccount?: string;
  /** The language of the page as a BCP 47 tag, for the replies in the chat. */
  readonly lang?: string;
  /** A path on the page's own origin. The answer to the redeem returns it. */
  readonly returnTo?: string;
  /** With method `oauth`: the path of the page on its own origin, to which WeChat's answer leads back. */
  readonly resumeAt?: string;
  /** A text of the page for the application, which the protocol does not read: 1 to 1000 characters. */
  readonly appData?: string;
  /** The token of a captcha that the visitor has solved: up to 4096 characters. It counts once. */
  readonly captcha?: string;
}

/** The state of an attempt as the page may see it. It reveals *that* it changed, never *who* changed it. */
export interface Snapshot {
  readonly state: AttemptState;
  /** Grows with every change: a snapshot with a smaller one is older. */
  readonly rev: number;
  /** How long the person can still act in the present state, in seconds; 0 at an end. */
  readonly expiresIn: number;
  /** How long to pause between two polls, in seconds. */
  readonly interval: number;
  readonly confirm?: Confirm;
  /** Why an attempt failed: an error code of this protocol, never a detail of WeChat's. */
  readonly reason?: string;
}

/** Answer to `POST /attempts`. */
export interface Created extends Snapshot {
  readonly protocol: 1;
  /** The levels that the backend supports: some of `Level`, and perhaps others of a newer version. */
  readonly levels: readonly string[];
  /** The attempt's public name: at least 128 random bits. It proves nothing. */
  readonly id: string;
  readonly officialAccount: OfficialAccount;
  readonly officialAccounts?: readonly OfficialAccount[];
  /**
   * How a visitor can sign in with this official account now, best first: some of `Method`, and perhaps
   * others of a newer version. Without it, `scan` alone.
   */
  readonly methods?: readonly string[];
  /** `existing-only`: only people who have an account already can sign in. A page ignores any other word. */
  readonly newAccounts?: string;
  readonly present: Present;
}

/** Body of `POST /attempts/{id}/redeem`. */
export interface RedeemRequest {
  /** The first value of the page's chain: 43 characters of base64url. */
  readonly verifier: string;
}

/** An account of the application, as its owner may see it. */
export interface Account {
  readonly name: string;
  readonly avatar?: string;
}

/** Answer to a redeem or bind that signed somebody in. */
export interface Authenticated {
  readonly result: 'authenticated';
  /** Whether this login created the account. */
  readonly isNew: boolean;
  /** Whether this login linked the WeChat account, which opens the account from now on. */
  readonly linked?: boolean;
  readonly account: Account;
  readonly returnTo?: string;
  /** One-time code for the application's own server, if its sessions are not cookies of the backend. */
  readonly code?: string;
}

/** One field of a form that the backend asks for. The page knows none of them by name. */
export interface Field {
  /** `[A-Za-z0-9_-]{1,32}`; `chatCode` is reserved. */
  readonly name: string;
  /** In the language of the page. */
  readonly label: string;
  readonly hint?: string;
  /**
   * `code` is a verification code of six digits, which `POST …/codes` sends once the other fields of
   * the form are filled in. A form has at most one.
   */
  readonly type: 'text' | 'email' | 'tel' | 'password' | 'code';
  /**
   * As in HTML, so that browsers and password managers fill it in:
   * https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
   */
  readonly autocomplete?: string;
  readonly required: boolean;
  /**
   * A regular expression for the whole value, as in HTML:
   * https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute
   */
  readonly pattern?: string;
}

/** One way to continue for a WeChat user without an account here. */
export type BindingOption =
  | { readonly action: 'create'; readonly fields?: readonly Field[] }
  | {
      readonly action: 'link';
      /** `password`, `email-code`, `phone-code`, `session`, or the application's own: `[a-z0-9-]{1,32}`. */
      readonly method: string;
      readonly label: string;
      /** May be empty. Then the visitor enters at most the chat digits. */
      readonly fields: readonly Field[];
    };

/** Answer to a redeem that asks the person to create an account or to link one. */
export interface Binding {
  readonly result: 'binding';
  /** Whether `link`, and `create` with fields, need the six digits that the reply in the chat shows. */
  readonly chatCode: boolean;
  /** How long the person has, in seconds. */
  readonly expiresIn: number;
  /** Without `create`, only people who have an account already may sign in. */
  readonly options: readonly BindingOption[];
  /** Other origins whose pages may show these prompts in a frame. */
  readonly frameAncestors?: readonly string[];
}

/** One of several accounts that a proof fits. */
export interface Choice extends Account {
  /** Opaque, and valid for this attempt alone. */
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

/** Answer to `POST /attempts/{id}/codes`, the same whether or not an account has that address. */
export interface CodeSent {
  /** When the next code can be requested, in seconds. */
  readonly resendIn: number;
}

/** Body of `POST /attempts/{id}/bind`. */
export interface BindRequest {
  readonly verifier: string;
  readonly action: 'create' | 'link' | 'select';
  /** With `link`. */
  readonly method?: string;
  readonly fields?: FieldValues;
  /** With `link`, and with `create` with fields: the six digits that the reply in the chat shows. */
  readonly chatCode?: string;
  /** With `select`. */
  readonly choice?: string;
}

/** A WeChat account that is linked to the signed-in account. */
export interface LinkedIdentity {
  /** Opaque; never an openid. */
  readonly id: string;
  /** The name of the official account through which it was linked, if the backend still uses that one. */
  readonly officialAccount?: string;
  /** In UTC: `2026-02-14T08:30:00Z`. */
  readonly linkedAt: string;
}

/** Answer to `GET /identities`. */
export interface IdentityList {
  readonly identities: readonly LinkedIdentity[];
}

/** Body of an error's answer, `application/problem+json`: https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** The name of the field of the request that was wrong. */
  readonly field?: string;
  /** With `gone`: the state in which the attempt ended, or why it failed. */
  readonly reason?: string;
  /** With `proof_failed`: the number of tries left. */
  readonly remaining?: number;
  /** With `sign_in_refused`: what the application says to the visitor, in the language of the page. */
  readonly sentence?: string;
  /** With `captcha_required`: the public key of the captcha, if it has one. */
  readonly siteKey?: string;
  /** With `method_unavailable` and `quota_exhausted`: the methods that work now, best first. */
  readonly methods?: readonly string[];
}
