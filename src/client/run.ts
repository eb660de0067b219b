/**
 * One run of a login: makes codes, watches those that can still be scanned (two at most), redeems
 * the one that was. What the page shows is worked out from its variables by `view()`, so no order
 * of events can leave a wrong word standing.
 */
import { createChain } from '../protocol/chain.js';
import { factsOf, WechatMpLoginError, type ErrorCode } from '../protocol/errors.js';
import type { Confirm, CreateRequest, Method, Purpose, Snapshot } from '../protocol/messages.js';
import { safeReturnTo } from '../protocol/return-to.js';
import { asError } from './as-error.js';
import type { AttemptHandle, Backend } from './backend.js';
import { backoffMs } from './backoff.js';
import { browserPage, type PageSignals } from './page-signals.js';
import type { LoginState, Shown } from './state.js';
import { linked, systemAfter, wait, type After, type Subscribe } from './wait.js';

const maxRenewals = 5;
/** How long before its end a code is renewed; a quarter of its time where that is less. */
const renewAheadMs = 10_000;
/** After its end a code still counts for those who scanned in time (protocol, "States"). */
const graceMs = 80_000;
const maxTries = 4;
/** Signs of waking come in bursts; a connection that began in this one has seen them all. */
const burstMs = 1000;
/** A longer Retry-After is told to the visitor, not waited for behind a spinner. */
const patienceMs = 5000;
const slowDownMs = 5000;

export interface LoginOptions {
  readonly backend: Backend;
  /** Called at every change, never twice with the same state. */
  readonly onState: (state: LoginState) => void;
  /** Default 'login'. */
  readonly purpose?: Purpose | undefined;
  /** Default 'scan'. */
  readonly method?: Method | undefined;
  /** BCP 47 tag, for the words of the chat's replies. */
  readonly lang?: string | undefined;
  /** Path on the page's own origin; any other address is left out. */
  readonly returnTo?: string | undefined;
  /** Key of one of several official accounts. */
  readonly officialAccount?: string | undefined;
  readonly page?: PageSignals | undefined;
  readonly now?: (() => number) | undefined;
  /** For the jitter of waits alone: [0, 1). Secrets come from the platform's generator. */
  readonly random?: (() => number) | undefined;
  readonly after?: After | undefined;
}

export interface Run {
  /** Stops without a word to anybody. */
  stop(): void;
  /** Stops, and tells the backend; false where there was nothing left to stop. */
  leave(): boolean;
}

interface Attempt {
  /** All that a backend is told of it before redeem. */
  readonly handle: AttemptHandle;
  readonly verifier: string;
  /** Its watching; aborted when nothing more is wanted of it. */
  readonly scope: AbortController;
  readonly lifetimeMs: number;
  expiresAtMs: number;
  /** When it is over whatever the backend says. */
  endsAtMs: number;
  rev: number;
  intervalMs: number;
  /** Added to the interval, since the backend asked for it. */
  slowerMs: number;
  confirm?: Confirm | undefined;
}

function failed(error: unknown): LoginState {
  const { code, message: detail, retryable, retryAfterMs } = asError(error);
  return { type: 'error', code, retryable, retryAfterMs, detail };
}

function confirmState(confirm: Confirm): LoginState {
  return confirm.mode === 'tap'
    ? { type: 'confirm', mode: 'tap' }
    : { type: 'confirm', mode: 'digits', digits: confirm.code };
}

/** The end that an attempt came to, or the code for which it failed, as a state of the page. */
function endOf(end: string): LoginState {
  switch (end) {
    case 'denied':
    case 'expired':
    case 'cancelled':
      return { type: end };
    default:
      // A newer backend may send a code that this version does not know.
      return failed(new WechatMpLoginError(end as ErrorCode));
  }
}

/**
 * @param shown the code of the run before, so that nothing jumps
 * @param emit called with what the page shows, over and over; drops what it has seen
 */
export function startRun(
  options: LoginOptions,
  shown: Shown | undefined,
  emit: (state: LoginState) => void,
): Run {
  const {
    backend,
    purpose = 'login',
    method = 'scan',
    lang,
    officialAccount,
    page = browserPage(),
    now = Date.now,
    random = Math.random,
    after = systemAfter,
  } = options;
  const returnTo = safeReturnTo(options.returnTo ?? '');
  const run = new AbortController();
  /** Making codes: over as soon as one was scanned. */
  const making = linked(run.signal);
  /** Watched now, two at most, oldest first. */
  let live: readonly Attempt[] = [];
  /** The one whose code is shown. */
  let newest: Attempt | undefined;
  let scanned: Attempt | undefined;
  let renewals = -1;
  let offline = false;
  let reconnecting = false;
  /** What stands once the code is over and no other is being made. */
  let resting: LoginState | undefined;
  let nudge: (() => void) | undefined;

  const show = (state: LoginState): void => {
    if (!run.signal.aborted) emit({ ...state, shown } as LoginState);
  };

  const finish = (state: LoginState): void => {
    show(state);
    run.abort();
  };

  function view(): void {
    if (offline) show({ type: 'offline' });
    else if (scanned) {
      show(scanned.confirm ? confirmState(scanned.confirm) : { type: 'approved' });
    } else if (newest && shown && now() < newest.expiresAtMs) {
      const { expiresAtMs, lifetimeMs } = newest;
      show({ type: 'ready', shown, expiresAtMs, lifetimeMs, reconnecting, renewals });
    } else show(resting ?? { type: 'loading' });
  }

  const drop = (attempt: Attempt): void => {
    attempt.scope.abort();
    live = live.filter((other) => other !== attempt);
  };

  const leave = (attempt: Attempt): void => {
    drop(attempt);
    backend.cancel(attempt.handle, new AbortController()).catch(() => {});
  };

  /**
   * Asks again what may be asked again: a few times, or, to watch an attempt, for as long as that
   * lives. While offline it waits for the network, and does not count.
   */
  async function insist<T>(
    signal: AbortSignal,
    call: () => Promise<T>,
    attempt?: Attempt,
  ): Promise<T> {
    let failures = 0;
    for (;;) {
      signal.throwIfAborted();
      try {
        const answer = await call();
        if (!attempt) offline = false;
        return answer;
      } catch (thrown) {
        signal.throwIfAborted();
        const error = asError(thrown);
        const { code, retryAfterMs = 0 } = error;
        offline = factsOf(code).isUnanswered === true && !page.online();
        let pauseMs = offline ? Infinity : Math.max(retryAfterMs, backoffMs(failures++, random));
        if (attempt && code === 'slow_down') {
          attempt.slowerMs += slowDownMs;
          pauseMs = Math.max(pauseMs, attempt.intervalMs + attempt.slowerMs);
        } else if (attempt) {
          // What the first try after a failure mends is not worth a word.
          reconnecting = failures > 1;
        }
        const isHopeless =
          factsOf(code).passesSlowly || retryAfterMs > patienceMs || failures === maxTries;
        const mayRetry = error.retryable || code === 'challenge_used';
        if (!mayRetry || (!attempt && isHopeless)) throw error;
        view();
        // What the backend asked for holds, whoever looks at the page.
        await wait(pauseMs, signal, after, retryAfterMs ? undefined : page.subscribe);
      }
    }
  }

  async function make(signal: AbortSignal): Promise<void> {
    let chain = createChain();
    const created = await insist(signal, async () => {
      const { challenge } = await chain;
      const request = { challenge, purpose, method, officialAccount, lang, returnTo };
      try {
        // JSON leaves out what is undefined.
        return await backend.create(request as CreateRequest, { signal });
      } catch (error) {
        // Only who was not heard is asked for the same attempt again: what was refused stays so.
        if (!factsOf(asError(error).code).isUnanswered) chain = createChain();
        throw error;
      }
    });
    signal.throwIfAborted();
    const { id, present, officialAccount: account } = created;
    if (present.type !== 'qr')
      throw new WechatMpLoginError('unsupported', { message: present.type });
    const { verifier, key } = await chain;
    const lifetimeMs = created.expiresIn * 1000;
    shown = { url: present.url, officialAccount: account };
    newest = {
      handle: { id, key },
      verifier,
      scope: linked(run.signal),
      lifetimeMs,
      expiresAtMs: now() + lifetimeMs,
      endsAtMs: 0,
      rev: -1,
      intervalMs: 0,
      slowerMs: 0,
    };
    renewals++;
    live.slice(0, -1).forEach(leave);
    live = [...live, newest];
    see(newest, created);
    void follow(newest);
  }

  /** Keeps a fresh code on the page until one is scanned, or enough were made. */
  async function makeCodes(): Promise<void> {
    const { signal } = making;
    const wake: Subscribe = (listener) => {
      nudge = listener;
      return page.subscribe(listener);
    };
    try {
      for (;;) {
        resting = undefined;
        view();
        try {
          await make(signal);
        } catch (error) {
          signal.throwIfAborted();
          resting = failed(error);
        }
        if (!newest) {
          if (resting) finish(resting);
          return;
        }
        const isLast = resting ?? renewals === maxRenewals;
        const aheadMs = isLast ? 0 : Math.min(renewAheadMs, newest.lifetimeMs / 4);
        for (;;) {
          const leftMs = newest.expiresAtMs - now();
          const dueMs = leftMs - aheadMs;
          if (dueMs <= 0 && !isLast && page.visible()) break;
          if (leftMs <= 0) {
            resting ??= { type: 'expired' };
            view();
            // Its watching goes on for a while: it may have been scanned in time.
            if (isLast) return;
          }
          const nextMs = dueMs > 0 ? dueMs : leftMs > 0 ? leftMs : Infinity;
          await wait(nextMs, signal, after, wake);
        }
      }
    } catch {
      // Aborted: a code was scanned, or nobody wants one any more.
    }
  }

  function ended(attempt: Attempt, state: LoginState): void {
    drop(attempt);
    if (attempt === (scanned ?? newest)) {
      if (scanned || state.type !== 'expired') {
        finish(state);
        return;
      }
      attempt.expiresAtMs = Math.min(attempt.expiresAtMs, now());
      nudge?.();
    }
    view();
  }

  function choose(attempt: Attempt, confirm?: Confirm): void {
    scanned = attempt;
    attempt.confirm = confirm;
    making.abort();
    live.filter((other) => other !== attempt).forEach(leave);
  }

  function see(attempt: Attempt, snapshot: Snapshot): void {
    const { state, rev, expiresIn, interval, confirm, reason } = snapshot;
    // Old news, news heard twice, or news of an attempt that is out.
    if (rev <= attempt.rev || attempt.scope.signal.aborted) return;
    attempt.rev = rev;
    attempt.intervalMs = interval * 1000;
    attempt.endsAtMs = now() + expiresIn * 1000 + graceMs;
    switch (state) {
      case 'pending':
        break;
      case 'scanned':
        choose(attempt, confirm ?? { mode: 'tap' });
        break;
      case 'approved':
      case 'binding':
      // Nobody else can have redeemed it: our request came through and its answer was lost.
      case 'completed':
        choose(attempt);
        attempt.scope.abort();
        view();
        void redeem(attempt);
        return;
      case 'expired':
      case 'denied':
      case 'cancelled':
      case 'failed':
        attempt.scope.abort();
        ended(attempt, endOf(state === 'failed' ? (reason ?? 'upstream_unavailable') : state));
        return;
      default:
        state satisfies never;
    }
    view();
  }

  async function redeem({ handle: { id }, verifier }: Attempt): Promise<void> {
    const { signal } = run;
    let state: LoginState;
    try {
      let answer = await insist(signal, () => backend.redeem(id, verifier, { signal }));
      if (answer.result === 'binding') {
        const { bind } = await import('./binding.js').catch((cause: unknown) => {
          throw new WechatMpLoginError('unreachable', { message: String(cause) });
        });
        answer = await bind(answer, { backend, id, verifier, purpose, now, after, signal, show });
      }
      const { account, isNew, code: sessionCode } = answer;
      state = {
        type: 'success',
        account,
        isNew,
        linked: answer.linked,
        returnTo: safeReturnTo(answer.returnTo ?? returnTo ?? ''),
        sessionCode,
      };
    } catch (error) {
      const { reason } = asError(error);
      state = reason ? endOf(reason) : failed(error);
    }
    finish(state);
  }

  /** One connection's worth of news; gives how long to wait before the next, in milliseconds. */
  async function connect(attempt: Attempt): Promise<number> {
    const beganMs = now();
    const pauseMs = attempt.intervalMs + attempt.slowerMs;
    const connection = linked(attempt.scope.signal);
    const { signal } = connection;
    const end = after(() => connection.abort(), Math.max(0, attempt.endsAtMs - beganMs));
    const off = page.subscribe(() => now() - beganMs > burstMs && connection.abort());
    const { rev } = attempt;
    let hasNews = false;
    try {
      const watching = { rev, interval: pauseMs / 1000, signal };
      for await (const snapshot of backend.watch(attempt.handle, watching)) {
        offline = reconnecting = false;
        view();
        hasNews ||= snapshot.rev > rev;
        see(attempt, snapshot);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
      hasNews = true;
    } finally {
      end();
      off();
      connection.abort();
    }
    return hasNews ? 0 : pauseMs - (now() - beganMs);
  }

  /** Watches one attempt, connection after connection, until it ends or nobody wants it. */
  async function follow(attempt: Attempt): Promise<void> {
    const { signal } = attempt.scope;
    let state: LoginState = { type: 'expired' };
    try {
      while (now() < attempt.endsAtMs) {
        const pauseMs = await insist(signal, () => connect(attempt), attempt);
        if (pauseMs > 0) await wait(pauseMs, signal, after, page.subscribe);
      }
    } catch (error) {
      if (asError(error).code !== 'not_found') state = failed(error);
    }
    if (!signal.aborted) ended(attempt, state);
  }

  void makeCodes();
  return {
    stop: () => run.abort(),
    leave() {
      const wasLive = !run.signal.aborted;
      run.abort();
      if (wasLive) live.forEach(leave);
      return wasLive;
    },
  };
}
