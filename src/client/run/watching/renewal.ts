/** Decides when a QR code needs another one in its place. Loads while the first one is shown. */
import { wait, type Subscribe } from '../../wait.js';
import { lookMs, maxRenewals, type Attempt, type RunContext } from '../context.js';

/** How long before its expiry a QR code is renewed: this, or a quarter of its lifetime if that is less. */
const renewAheadMs = 10_000;

/** Resolves with true once another QR code is needed, and with false once the last one has expired. */
export async function isRenewalDue(run: RunContext, newest: Attempt): Promise<boolean> {
  const { facts, settings, creating, update } = run;
  const { page, now, after } = settings;
  const isLast = facts.afterExpiry !== undefined || facts.renewals === maxRenewals;
  const aheadMs = isLast ? 0 : Math.min(renewAheadMs, newest.lifetimeMs / 4);
  const wake: Subscribe = (listener) => {
    run.wakeRenewal = listener;
    return page.subscribe(listener);
  };
  let wasHidden = false;
  for (;;) {
    if (!page.visible()) wasHidden = true;
    else if (wasHidden) {
      // It may have been scanned meanwhile: the first news decides.
      wasHidden = false;
      // Nothing is asked about a web authorization, which leaves the page.
      const isAsked = facts.shown?.method !== 'oauth' && !newest.watching.signal.aborted;
      if (isAsked) newest.lookUntilMs = now() + lookMs;
    }
    const { expiresAtMs, lookUntilMs } = newest;
    const leftMs = Math.max(expiresAtMs, lookUntilMs) - now();
    const dueInMs = Math.max(expiresAtMs - aheadMs, lookUntilMs) - now();
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
