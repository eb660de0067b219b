/**
 * Keeps an attempt in the sessionStorage of this tab while the visitor is in WeChat: browsers on phones
 * discard pages that are not seen, and web authorization leaves the page.
 */
import type { CreateRequest, Method } from '../../protocol/messages.js';
import { safeReturnTo } from '../../protocol/return-to.js';
import type { Shown } from '../state.js';

/** All that it takes to go on with an attempt. */
export interface KeptAttempt {
  readonly id: string;
  readonly key: string;
  readonly verifier: string;
  readonly shown: Shown;
  readonly lifetimeMs: number;
  readonly expiresAtMs: number;
  /** Whether the visitor comes from WeChat's web authorization. Not kept. */
  readonly isBack?: boolean;
  /** What the visitor had chosen, for the attempts after it. Not kept. */
  readonly choice?: Pick<CreateRequest, 'officialAccount'> & { readonly method: Method };
}

/** Where a login keeps the attempt that is shown. None of the three throws. */
export interface AttemptKeeper {
  /** Returns the kept attempt, if it may still live and fits. */
  read(nowMs: number): KeptAttempt | undefined;
  write(attempt: KeptAttempt): void;
  clear(): void;
}

/** The parts of `window` that this file uses. */
export interface KeeperWindow {
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly location: Pick<Location, 'hash' | 'href' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState' | 'state'>;
}

export interface KeeperOptions {
  /** What tells the logins of a tab apart: the address of the backend, and the purpose. */
  readonly name: string;
  /** The methods that the page can use now. */
  readonly methods: readonly Method[];
  /** The official account that the page asks for, if any. */
  readonly officialAccount?: string | undefined;
  readonly window?: KeeperWindow;
}

/** For how long after its expiry the backend is asked about an attempt: somebody may have approved it. */
const askedForMs = 600_000;
/** No attempt lives longer: the clock of the device was set back. */
const longestMs = 86_400_000;
/** What the callback of web authorization adds to the address of the page (docs/protocol.md). */
const fragment = /^#wechat-mp-login=([A-Za-z0-9_-]{1,64})$/;
/** Longer than an attempt with the longest addresses. */
const sampleLength = 8000;

/**
 * Creates the keeper of a login. Removes the id of an attempt, which web authorization leads back with,
 * from the address of the page: it counts only together with the kept attempt.
 *
 * @returns `resumeAt`: to which path of the page web authorization may lead back; undefined if this tab
 * cannot keep an attempt, or the path could lead elsewhere
 * @example
 * ```ts
 * const kept = createAttemptKeeper({ name: '/wechat-login login', methods: ['oauth'] });
 * const backend = createHttpBackend('/wechat-login');
 * const login = new Login({ backend, method: 'oauth', ...kept, onState: console.log });
 * login.start();
 * ```
 */
export function createAttemptKeeper({
  name,
  methods,
  officialAccount,
  window: page = window,
}: KeeperOptions): { readonly keeper: AttemptKeeper; readonly resumeAt: string | undefined } {
  const item = `wechat-mp-login ${name}`;
  const { location, history } = page;

  /** Storage may be forbidden, in which case already the property throws. */
  function use<T>(action: (storage: KeeperWindow['sessionStorage']) => T): T | undefined {
    try {
      return action(page.sessionStorage);
    } catch (error) {
      tellOnce(error);
      return undefined;
    }
  }

  function isUsable(): boolean {
    const probe = `${item} probe`;
    const hasRoom = use((storage) => {
      storage.setItem(probe, '0'.repeat(sampleLength));
      return true;
    });
    use((storage) => storage.removeItem(probe));
    return hasRoom === true;
  }

  /** @returns the id that was in the fragment */
  function cleanAddress(hash = ''): string | undefined {
    const [, id] = fragment.exec(location.hash) ?? [];
    // In full: a path that begins with two slashes alone would name another host.
    if (id) history.replaceState(history.state, '', location.href.replace(/#.*/, '') + hash);
    return id;
  }

  function clear(): void {
    use((storage) => storage.removeItem(item));
  }

  const readStorage = () => use((storage) => parseKept(storage.getItem(item)));
  let returnedId = cleanAddress(readStorage()?.hash);

  const keeper: AttemptKeeper = {
    read(nowMs) {
      const kept = readStorage();
      const id = returnedId;
      returnedId = undefined;
      if (!kept) return undefined;
      const { method, officialAccount: account } = kept.shown;
      const fits =
        nowMs < kept.expiresAtMs + askedForMs &&
        nowMs > kept.expiresAtMs - longestMs &&
        methods.includes(method) &&
        // Its address may have been used: WeChat takes it once.
        (method !== 'oauth' || kept.id === id) &&
        (!officialAccount || account.key === officialAccount);
      if (!fits) {
        clear();
        return undefined;
      }
      const isChosen = kept.shown.officialAccounts !== undefined;
      const choice = { method, ...(isChosen && { officialAccount: account.key }) };
      return { ...kept, isBack: kept.id === id, choice };
    },
    write(attempt) {
      const { hash } = location;
      const isWritten = use((storage) => {
        storage.setItem(item, JSON.stringify({ ...attempt, hash }));
        return true;
      });
      // An older one would be resumed in its place.
      if (!isWritten) clear();
    },
    clear,
  };
  const path = safeReturnTo(location.pathname + location.search);
  return { keeper, resumeAt: isUsable() ? path : undefined };
}

/** Only `write` writes under this name, but perhaps that of another version of this package. */
function parseKept(text: string | null): (KeptAttempt & { readonly hash?: string }) | undefined {
  const kept = JSON.parse(text ?? '{}') as Partial<KeptAttempt>;
  const isWhole = kept.id && kept.key && kept.verifier && kept.expiresAtMs && kept.lifetimeMs;
  return isWhole && kept.shown?.officialAccount ? (kept as KeptAttempt) : undefined;
}

let isTold = false;

function tellOnce(error: unknown): void {
  if (isTold) return;
  isTold = true;
  // eslint-disable-next-line no-console -- for the developer
  console.warn(
    'wechat-mp-login: sessionStorage is unavailable or full, so a page that the browser discards meanwhile starts over, and web authorization inside WeChat is not offered (docs/doors.md).',
    error,
  );
}
