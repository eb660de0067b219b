/** Keeps a fresh QR code on the page until one is scanned, or enough of them were created. */
import { createChain, type Chain } from '../../protocol/chain.js';
import { factsOf, WechatMpLoginError } from '../../protocol/errors.js';
import type { Created } from '../../protocol/messages.js';
import { asError } from '../as-error.js';
import type { LoginState, Shown } from '../state.js';
import { linked, wait, type Subscribe } from '../wait.js';
import { loadAhead } from '../load-when-needed.js';
import { cancelAttempt, takeSnapshot } from './attempts.js';
import type { Attempt, RunContext } from './context.js';
import { retryBriefly } from './retry.js';
import { errorState } from './state-of.js';
import { watchAttempt } from './watching.js';

export const maxRenewals = 5;
/** How long before its expiry a QR code is renewed: this, or a quarter of its lifetime if that is less. */
const renewAheadMs = 10_000;

/** Resolves when no other QR code is to be created. Never rejects. */
export async function keepQrCodeFresh(run: RunContext): Promise<void> {
  const { facts, creating } = run;
  try {
    do {
      facts.afterExpiry = undefined;
      run.update();
      facts.afterExpiry = await showNewQrCode(run);
      if (!facts.newest) {
        if (facts.afterExpiry) run.finish(facts.afterExpiry);
        return;
      }
    } while (await isRenewalDue(run, facts.newest));
  } catch (error) {
    // Aborted: a QR code was scanned, or the run is over.
    if (!creating.signal.aborted) run.finish(errorState(error));
  }
}

/** Resolves with an error state if there is no new QR code; the old one stays until it expires. */
async function showNewQrCode(run: RunContext): Promise<LoginState | undefined> {
  const { facts, creating } = run;
  try {
    const { created, chain } = await requestAttempt(run);
    creating.signal.throwIfAborted();
    const attempt = createAttempt(run, created, chain);
    facts.shown = shownOf(created);
    facts.newest = attempt;
    facts.renewals++;
    // The one before may have been scanned just now; the ones before that have expired.
    facts.watched.slice(0, -1).forEach((older) => cancelAttempt(run, older));
    facts.watched = [...facts.watched, attempt];
    takeSnapshot(run, attempt, created);
    void watchAttempt(run, attempt);
    loadAhead();
    return undefined;
  } catch (error) {
    creating.signal.throwIfAborted();
    return errorState(error);
  }
}

/** @throws WechatMpLoginError `unsupported` */
function shownOf({ present, ...created }: Created): Shown {
  const { officialAccount, officialAccounts, methods = ['scan'], newAccounts } = created;
  if (present.type !== 'qr') throw new WechatMpLoginError('unsupported', { message: present.type });
  const { url, image } = present;
  return { method: 'scan', url, image, officialAccount, officialAccounts, methods, newAccounts };
}

function createAttempt(run: RunContext, { id, expiresIn }: Created, chain: Chain): Attempt {
  const lifetimeMs = expiresIn * 1000;
  return {
    handle: { id, key: chain.key },
    verifier: chain.verifier,
    watching: linked(run.signal),
    lifetimeMs,
    expiresAtMs: run.settings.now() + lifetimeMs,
    endsAtMs: 0,
    rev: -1,
    intervalMs: 0,
    slowerMs: 0,
  };
}

async function requestAttempt(run: RunContext): Promise<{ created: Created; chain: Chain }> {
  const { facts, settings } = run;
  const { backend, about, page, after } = settings;
  const { signal } = run.creating;
  let chain = createChain();
  const created = await retryBriefly(run, signal, async () => {
    const { challenge } = await chain;
    // Nobody would see the QR code, and the account may make only so many in a day.
    while (page.prerendering?.() || !page.visible()) {
      await wait(Infinity, signal, after, page.subscribe);
    }
    try {
      return await backend.create({ challenge, ...facts.solved, ...about }, { signal });
    } catch (error) {
      // Without an answer, the attempt may exist: the same challenge asks for the same one. After a
      // refusal, the same challenge would be refused again.
      if (!factsOf(asError(error).code).isUnanswered) chain = createChain();
      throw error;
    }
  });
  facts.solved = undefined;
  return { created, chain: await chain };
}

/** Resolves with true once another QR code is needed, and with false once the last one has expired. */
async function isRenewalDue(run: RunContext, newest: Attempt): Promise<boolean> {
  const { facts, settings, creating, update } = run;
  const { page, now, after } = settings;
  const isLast = facts.afterExpiry !== undefined || facts.renewals === maxRenewals;
  const aheadMs = isLast ? 0 : Math.min(renewAheadMs, newest.lifetimeMs / 4);
  const wake: Subscribe = (listener) => {
    run.wakeRenewal = listener;
    return page.subscribe(listener);
  };
  for (;;) {
    const leftMs = newest.expiresAtMs - now();
    const dueInMs = leftMs - aheadMs;
    if (dueInMs <= 0 && !isLast && page.visible()) return true;
    if (leftMs <= 0) {
      facts.afterExpiry ??= { type: 'expired' };
      update();
      // Watching goes on for a while: somebody may have scanned it in time.
      if (isLast) return false;
    }
    const pauseMs = dueInMs > 0 ? dueInMs : leftMs > 0 ? leftMs : Infinity;
    await wait(pauseMs, creating.signal, after, wake);
  }
}
