/**
 * One run of a login: creates QR codes, watches the attempts behind them (two at most), and redeems
 * the one that was scanned. This file puts the parts together.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { Method, Purpose } from '../../protocol/messages.js';
import type { AttemptKeeper } from '../doors/kept-attempt.js';
import type { Backend } from '../backend.js';
import { ownOptions } from '../own-options.js';
import { ownReturnTo } from '../page/page-address.js';
import { browserPage, type PageSignals } from '../page/page-signals.js';
import type { LoginState, Shown } from '../state.js';
import { linked, systemAfter, type After } from '../wait.js';
import { cancelAttempt } from './cancel.js';
import type { Choice, RunContext, RunFacts, RunSettings } from './context.js';
import { keepQrCodeFresh } from './qr-codes.js';
import { errorState, stateOf } from './state-of.js';

export interface LoginOptions {
  readonly backend: Backend;
  /** Called at every change, never twice in a row with the same state. */
  readonly onState: (state: LoginState) => void;
  /** `login` unless set; `link` links a WeChat account to the account that is signed in. */
  readonly purpose?: Purpose | undefined;
  /**
   * How the visitor signs in; `scan` unless set. Of several methods, best first, the login goes on with
   * the next one that the backend offers where one does not work.
   */
  readonly method?: Method | readonly Method[] | undefined;
  /** Required with method `oauth`: the path of the page, to which WeChat's web authorization leads back. */
  readonly resumeAt?: string | undefined;
  /** Keeps an attempt while the visitor is in WeChat; nothing is kept unless set. */
  readonly keeper?: AttemptKeeper | undefined;
  /** The language of the replies in the chat, as a BCP 47 tag. */
  readonly lang?: string | undefined;
  /** Where to go after the login: an address on the page's own origin. Any other is ignored. */
  readonly returnTo?: string | undefined;
  /**
   * A text for the application, such as an invitation: at most 1000 characters. The application gets it when
   * it creates an account. Visitors can read and change it.
   */
  readonly appData?: string | undefined;
  /** The key of one of the backend's official accounts. */
  readonly officialAccount?: string | undefined;
  /**
   * Called for each QR code that is shown. The login watches for a scan once the promise is fulfilled, and
   * tries again, or ends, as after any other error: load what the page needs for the rest of the login.
   */
  readonly beforeWatching?: (() => Promise<unknown>) | undefined;
  /** What the login learns about the page around it; `browserPage()` unless set. */
  readonly page?: PageSignals | undefined;
  /** The clock, in milliseconds since 1970; `Date.now` unless set. */
  readonly now?: (() => number) | undefined;
  /** The jitter of pauses: [0, 1). Secrets always come from the platform's generator. */
  readonly random?: (() => number) | undefined;
  /** The timer; `setTimeout` unless set. */
  readonly after?: After | undefined;
}

export interface Run {
  /** Stops without notifying the page or the backend. */
  stop(): void;
  /** Stops and tells the backend. Returns false if the run was over already. */
  cancel(): boolean;
  /** Redeems again, if a redeem was not answered and its attempt may still live. Returns whether it does. */
  redeemAgain(): boolean;
}

/**
 * @param shown the QR code of the run before, so that nothing jumps
 * @param onState receives the state whenever it may have changed
 * @param choice what the visitor has chosen; the run notes in it with which method it goes on
 * @param captcha the token of a captcha that the person has solved
 */
export function startRun(
  options: LoginOptions,
  shown: Shown | undefined,
  onState: (state: LoginState) => void,
  choice: Choice,
  captcha?: string,
): Run {
  const controller = new AbortController();
  const settings = withDefaults(ownOptions(options), choice);
  const run = createContext(settings, shown, controller, onState);
  if (captcha) run.facts.solved = { captcha };
  if (isSupported()) void keepQrCodeFresh(run);
  else run.finish(errorState(new WechatMpLoginError('old_browser')));
  return {
    stop: () => controller.abort(),
    cancel() {
      if (controller.signal.aborted) return false;
      settings.keeper?.clear();
      controller.abort();
      run.facts.watched.forEach((attempt) => cancelAttempt(run, attempt));
      return true;
    },
    redeemAgain: () => run.redeemAgain(),
  };
}

/** What all supported browsers have (docs/tag.md, "Browsers"), and the login cannot do without. */
function isSupported(): boolean {
  return 'hasOwn' in Object && 'throwIfAborted' in AbortSignal.prototype;
}

function createContext(
  settings: RunSettings,
  shown: Shown | undefined,
  controller: AbortController,
  onState: (state: LoginState) => void,
): RunContext {
  const { signal } = controller;
  const facts: RunFacts = {
    shown,
    solved: undefined,
    watched: [],
    newest: undefined,
    scanned: undefined,
    renewals: -1,
    isOffline: false,
    isReconnecting: false,
    afterExpiry: undefined,
  };
  const show = (state: LoginState): void => {
    // The type checker cannot see that the state `ready` always has a `shown`.
    if (!signal.aborted) onState({ ...state, shown: facts.shown } as LoginState);
  };
  const run: RunContext = {
    settings,
    facts,
    signal,
    creating: linked(signal),
    update: () => show(stateOf(facts, settings.now())),
    show,
    finish(state) {
      settings.keeper?.clear();
      show(state);
      controller.abort();
    },
    redeemAgain: () => false,
    wakeRenewal: () => {},
  };
  return run;
}

function withDefaults(options: LoginOptions, choice: Choice): RunSettings {
  const { method = 'scan', officialAccount, lang, appData, resumeAt } = options;
  const methods = typeof method === 'string' ? [method] : method;
  const about = {
    purpose: options.purpose ?? 'login',
    method: choice.method ?? methods[0] ?? 'scan',
    returnTo: ownReturnTo(options.returnTo),
    resumeAt,
    officialAccount: choice.officialAccount ?? officialAccount,
    lang,
    appData,
  };
  return {
    backend: options.backend,
    methods,
    choice,
    keeper: options.keeper,
    beforeWatching: options.beforeWatching,
    // JSON leaves out what is undefined.
    about: about as RunSettings['about'],
    page: options.page ?? browserPage(),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    after: options.after ?? systemAfter,
  };
}
