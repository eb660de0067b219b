/** Keeps a fresh QR code on the page until one is scanned, or enough of them were created. */
import { createChain } from '../../protocol/chain.js';
import { factsOf, WechatMpLoginError } from '../../protocol/errors.js';
import type { Created, Method } from '../../protocol/messages.js';
import { asError } from '../as-error.js';
import { lateFiles, loadWhenNeeded } from '../load-when-needed.js';
import type { KeptAttempt } from '../doors/kept-attempt.js';
import type { LoginState, Shown } from '../state.js';
import { linked, wait } from '../wait.js';
import { cancelAttempt } from './cancel.js';
import { lookMs, type Attempt, type RunContext, type RunSettings } from './context.js';
import { follow, loadWatching } from './follow.js';
import { retryBriefly } from './retry.js';
import { errorState } from './state-of.js';

/** Resolves when no other QR code is to be created. Never rejects. */
export async function keepQrCodeFresh(run: RunContext): Promise<void> {
  const { facts, creating } = run;
  let isDue = true;
  try {
    do {
      facts.afterExpiry = undefined;
      run.update();
      facts.afterExpiry = await showNewAttempt(run);
      if (!facts.newest) {
        if (facts.afterExpiry) run.finish(facts.afterExpiry);
        return;
      }
      const { isRenewalDue } = await loadWatching(run, creating.signal);
      isDue = await isRenewalDue(run, facts.newest);
    } while (isDue);
  } catch (error) {
    // Aborted: a QR code was scanned, or the run is over.
    if (!creating.signal.aborted) run.finish(errorState(error));
  }
}

/** Resolves with an error state if there is no new attempt; the old one stays until it expires. */
async function showNewAttempt(run: RunContext): Promise<LoginState | undefined> {
  const { facts, settings, creating } = run;
  const { keeper, now } = settings;
  try {
    const kept = facts.newest ? undefined : keeper?.read(now());
    const { next, created }: Requested = kept ? { next: kept } : await requestAttempt(run);
    creating.signal.throwIfAborted();
    const attempt = attemptOf(run, next);
    facts.shown = next.shown;
    facts.newest = attempt;
    facts.renewals++;
    // The one before may have been scanned just now; the ones before that have expired.
    facts.watched.slice(0, -1).forEach((older) => cancelAttempt(run, older));
    facts.watched = [...facts.watched, attempt];
    if (created) keeper?.write(next);
    else {
      // The next attempt keeps to what the visitor has chosen.
      Object.assign(settings.about, Object.assign(settings.choice, next.choice));
      attempt.lookUntilMs = now() + lookMs;
    }
    // Nobody will scan another one, even though what follows this one has yet to load.
    if (next.isBack || created?.state === 'approved' || created?.state === 'failed') {
      facts.scanned = attempt;
      creating.abort();
    }
    run.update();
    // Web authorization leaves the page, which must not take the news from the one that it leads back to.
    if (next.shown.method !== 'oauth' || next.isBack) void follow(run, attempt, created);
    return undefined;
  } catch (error) {
    creating.signal.throwIfAborted();
    return errorState(error);
  }
}

function attemptOf(run: RunContext, next: KeptAttempt): Attempt {
  const { id, key, verifier, lifetimeMs, expiresAtMs } = next;
  const nowMs = run.settings.now();
  return {
    handle: { id, key },
    verifier,
    watching: linked(run.signal),
    lifetimeMs,
    expiresAtMs,
    endsAtMs: nowMs + lifetimeMs,
    lookUntilMs: 0,
    rev: -1,
    intervalMs: 0,
    slowerMs: 0,
  };
}

interface Requested {
  readonly next: KeptAttempt;
  /** The backend's answer; undefined for an attempt that was kept. */
  readonly created?: Created;
}

async function requestAttempt(run: RunContext): Promise<Requested> {
  const { facts, settings } = run;
  const { backend, about, page, now, after } = settings;
  const { signal } = run.creating;
  const refused: Method[] = [];
  let chain = createChain();
  const created = await retryBriefly(run, signal, async () => {
    for (;;) {
      const { challenge } = await chain;
      // Nobody would see it, and the account may make only so many QR codes in a day.
      while (page.prerendering?.() || !page.visible()) {
        await wait(Infinity, signal, after, page.subscribe);
      }
      try {
        return await backend.create({ challenge, ...facts.solved, ...about }, { signal });
      } catch (thrown) {
        const error = asError(thrown);
        // Without an answer, the attempt may exist: the same challenge asks for the same one. After a
        // refusal, the same challenge would be refused again.
        if (!factsOf(error.code).isUnanswered) chain = createChain();
        refused.push(about.method);
        if (!(await usesOtherMethod(settings, error, refused))) throw thrown;
      }
    }
  });
  facts.solved = undefined;
  const { id, expiresIn } = created;
  const { key, verifier } = await chain;
  const lifetimeMs = expiresIn * 1000;
  const shown = shownOf(created, about.method);
  const expiresAtMs = now() + lifetimeMs;
  return { next: { id, key, verifier, shown, lifetimeMs, expiresAtMs }, created };
}

/** Goes on with another method, if a refusal names one, or a backend of level core does not know this one. */
async function usesOtherMethod(
  settings: RunSettings,
  error: WechatMpLoginError,
  refused: readonly Method[],
): Promise<boolean> {
  if (!error.methods && error.code !== 'invalid_request') return false;
  const { useOtherMethod } = await loadWhenNeeded(lateFiles.watching);
  return useOtherMethod(settings, error, refused);
}

const methodOfPresent = { qr: 'scan', message: 'message', redirect: 'oauth' } as const;

/** @throws WechatMpLoginError `unsupported` if the backend presents another method than requested */
function shownOf({ present, ...created }: Created, method: Method): Shown {
  const { officialAccount, officialAccounts, methods = ['scan'], newAccounts } = created;
  const { type, ...what } = present;
  if (methodOfPresent[type] !== method) {
    throw new WechatMpLoginError('unsupported', { message: type });
  }
  // The parser has checked that the type has these fields.
  return { method, ...what, officialAccount, officialAccounts, methods, newAccounts } as Shown;
}
