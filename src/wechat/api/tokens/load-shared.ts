/**
 * Lets one of several processes ask WeChat for an access token, and the others wait for its answer. WeChat
 * gives all of them the same one, so the lock only saves calls: without it, nothing is lost.
 */
import { systemTimers, type Timers } from '../../io/timers.js';
import type { KeptToken, TokenStore } from './token-store.js';

/** Longer than WeChat's answer may take. */
const lockMs = 15_000;
const lookEveryMs = 200;
const maxLooks = 75;

export interface SharedLoad {
  readonly store: TokenStore;
  readonly now: () => number;
  /** Whether a token of another process is of use. */
  readonly isUsable: (kept: KeptToken) => boolean;
  /** Asks WeChat. Gets what the processes know of the last token. */
  readonly ask: (known: KeptToken) => Promise<KeptToken>;
  readonly timers?: Timers;
}

/** Rejects as `ask` does. If the store fails, asks WeChat alone. */
export async function loadShared(load: SharedLoad, known: KeptToken): Promise<KeptToken> {
  const { now, isUsable, ask, timers = systemTimers } = load;
  const store = forgiving(load.store);
  let last = known;
  for (let looks = 0; looks < maxLooks; looks++) {
    const found = await store.read();
    if (found === 'failed') break;
    last = found?.kept ?? known;
    if (isUsable(last)) return last;
    if (now() >= (last.askingUntilMs ?? 0)) {
      const rev = found?.rev ?? 0;
      const taken = await store.write(rev, { ...last, askingUntilMs: now() + lockMs });
      if (taken === 'failed') break;
      if (taken) return askAndKeep(store, rev + 1, last, ask);
    }
    await new Promise<void>((resolve) => void timers.setTimeout(resolve, lookEveryMs));
  }
  return ask(last);
}

async function askAndKeep(
  store: Forgiving,
  rev: number,
  last: KeptToken,
  ask: SharedLoad['ask'],
): Promise<KeptToken> {
  try {
    const kept = await ask(last);
    await store.write(rev, kept);
    return kept;
  } catch (error) {
    // The next process asks at once.
    const { askingUntilMs: _, ...rest } = last;
    await store.write(rev, rest);
    throw error;
  }
}

interface Forgiving {
  read(): Promise<Awaited<ReturnType<TokenStore['read']>> | 'failed'>;
  write(rev: number, kept: KeptToken): Promise<boolean | 'failed'>;
}

/** The store reports its failures itself. */
function forgiving(store: TokenStore): Forgiving {
  return {
    read: () => store.read().catch(() => 'failed' as const),
    write: (rev, kept) => store.write(rev, kept).catch(() => 'failed' as const),
  };
}
