/** What the parts of a run share: its settings, the facts that it knows, and what each part may do. */
import type { Confirm, CreateRequest, Method } from '../../protocol/messages.js';
import type { AttemptHandle, Backend } from '../backend.js';
import type { AttemptKeeper } from '../doors/kept-attempt.js';
import type { PageSignals } from '../page/page-signals.js';
import type { LoginState, Shown } from '../state.js';
import type { After } from '../wait.js';

/** How a visitor signs in, if not as the page proposes. */
export interface Choice {
  /** One of the methods of the page. */
  method?: Method | undefined;
  /** The key of one of several official accounts. */
  officialAccount?: string | undefined;
}

/** The options of a login, with their defaults filled in. */
export interface RunSettings {
  readonly backend: Backend;
  /** What every attempt of the run is created with. */
  readonly about: Omit<CreateRequest, 'challenge' | 'method'> & { method: Method };
  /** The methods that the page can use, best first. */
  readonly methods: readonly Method[];
  /** What the visitor, or the backend, has chosen: kept for the next run. */
  readonly choice: Choice;
  readonly keeper: AttemptKeeper | undefined;
  readonly beforeWatching: (() => Promise<unknown>) | undefined;
  readonly page: PageSignals;
  readonly now: () => number;
  readonly random: () => number;
  readonly after: After;
}

export const maxRenewals = 5;

/** How long a page that comes back waits at most for the backend's answer before it renews. */
export const lookMs = 3000;

/** One attempt of a run, from its creation to its end. */
export interface Attempt {
  /** All that a backend learns about it before the redeem. */
  readonly handle: AttemptHandle;
  readonly verifier: string;
  /** Aborted when nothing is left to watch: the attempt was approved, has ended, or no longer counts. */
  readonly watching: AbortController;
  /** How long its QR code was to be shown in all. */
  readonly lifetimeMs: number;
  /** When its QR code expires. */
  expiresAtMs: number;
  /** When it is over, whatever the backend answers. */
  endsAtMs: number;
  /** Until when an answer is awaited whether it was scanned while the page was not seen. */
  lookUntilMs: number;
  /** The newest `rev` that arrived. */
  rev: number;
  intervalMs: number;
  /** Added to the interval after the backend asked for fewer requests. */
  slowerMs: number;
  /** How the person confirms in the chat; undefined before the scan and after the approval. */
  confirm?: Confirm | undefined;
  /** Gives up its connection; the login asks about it from time to time. Undefined before the first one. */
  releaseConnection?: () => void;
}

/**
 * Everything that decides what the page shows. The state is worked out from these facts alone, so
 * that no order of events can leave a wrong state on the page.
 */
export interface RunFacts {
  /** The QR code that is, or was last, on the screen. */
  shown: Shown | undefined;
  /** The token of a captcha that the person has solved, until there is a QR code. */
  solved: Pick<CreateRequest, 'captcha'> | undefined;
  /** The attempts that can still be scanned: two at most, oldest first. */
  watched: readonly Attempt[];
  /** The attempt whose QR code is shown. */
  newest: Attempt | undefined;
  scanned: Attempt | undefined;
  /** How often the QR code was renewed; -1 before the first one. */
  renewals: number;
  isOffline: boolean;
  isReconnecting: boolean;
  /** What the page shows once the QR code has expired and no other one is being created. */
  afterExpiry: LoginState | undefined;
}

/** The attempt that counts: the one that was scanned, else the one whose QR code is shown. */
export const currentAttempt = ({ scanned, newest }: RunFacts): Attempt | undefined =>
  scanned ?? newest;

export interface RunContext {
  readonly settings: RunSettings;
  readonly facts: RunFacts;
  /** Aborted when the run is over. */
  readonly signal: AbortSignal;
  /** Aborted as soon as a QR code is scanned: then no other one is created. */
  creating: AbortController;
  /** Shows the state that follows from the facts. */
  readonly update: () => void;
  /** Shows a state that does not follow from the facts: the prompts. */
  readonly show: (state: LoginState) => void;
  /** Shows the last state and ends the run. */
  readonly finish: (state: LoginState) => void;
  /** Redeems again, if a redeem was not answered and its attempt may still live. Returns whether it does. */
  redeemAgain: () => boolean;
  /** Makes the renewal of QR codes look at the facts again. */
  wakeRenewal: () => void;
}
