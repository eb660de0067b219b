/**
 * The way through Casdoor's page `/callback` and back to the page with the login. The `state` that goes
 * along is made in this tab and kept in its sessionStorage: a page that comes back with any other one was
 * opened by somebody else's link, whose `code` would sign the visitor in to that person's account.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';

/** Tells our `state` from one of another login on the same page. */
const prefix = 'wechat-mp-';
const keyBefore = 'wechat-mp-login:casdoor:';

/** What Casdoor's answer brings. */
export interface Answer {
  readonly code: string;
  readonly state: string;
  /** False if the state was not made in this tab, or was used before. Then the code is somebody else's. */
  readonly isOurs: boolean;
}

export interface WayBack {
  /**
   * Makes a `state` that this tab will know.
   * @throws WechatMpLoginError `cookies_blocked` if the browser keeps nothing for this page
   */
  makeState(): string;
  /** Keeps the one that goes along. */
  keep(state: string): void;
  /** Takes Casdoor's answer out of the address. Undefined if there is none. */
  take(): Answer | undefined;
}

/** @param clientId tells apart two logins on one page */
export function createWayBack(clientId: string): WayBack {
  const key = keyBefore + clientId;
  const keep = (state: string): void => {
    try {
      sessionStorage.setItem(key, state);
    } catch (cause) {
      // A SecurityError or a QuotaExceededError: site data is blocked, or the storage is full.
      const message = `sessionStorage cannot keep the state of the login: ${String(cause)}`;
      throw new WechatMpLoginError('cookies_blocked', { message, cause });
    }
  };
  return {
    keep,
    makeState() {
      const state = prefix + crypto.randomUUID();
      keep(state);
      return state;
    },
    take() {
      const url = new URL(location.href);
      const { searchParams } = url;
      const [state, code] = [searchParams.get('state'), searchParams.get('code')];
      if (!state?.startsWith(prefix) || !code) return undefined;
      for (const name of ['state', 'code']) searchParams.delete(name);
      history.replaceState(history.state, '', url);
      return { code, state, isOurs: takeKept(key) === state };
    },
  };
}

/** Each state counts once. */
function takeKept(key: string): string | null {
  try {
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return kept;
  } catch {
    // A SecurityError: this page keeps nothing, so the state is not ours.
    return null;
  }
}
