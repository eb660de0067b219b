/** A visitor of a run: a page with the real client, and a person with a phone who does what the page says. */
import { setTimeout as pause } from 'node:timers/promises';
import { createHttpBackend, Login, type LoginState } from 'wechat-mp-login/client';
import { openidOf, sceneOf } from '../../load/account.js';
import type { PlannedVisitor } from '../plan.js';
import { createBrowser, sessionCookie } from './browser.js';
import { isQuestion, type Phones, type Reply } from './wechat.js';

export interface Visited extends Pick<PlannedVisitor, 'number' | 'kind' | 'isShared'> {
  readonly openid: string;
  readonly attempts: readonly string[];
  readonly scans: readonly Reply[];
  /** `told`: the page said that this login was over, and the visitor did not try again. */
  readonly end: 'signed in' | 'told' | 'left' | 'watched' | 'waiting';
  /** The states of the page, in order. */
  readonly states: readonly string[];
  /** The name that the page shows. */
  readonly session?: string | undefined;
  /** The session that a repeated redeem got; absent if it got none. */
  readonly sessionAgain?: string | undefined;
  readonly cookies: string;
  readonly limits: readonly string[];
}

export interface Site {
  readonly publicUrl: string;
  readonly callbackUrl: string;
  readonly phones: Phones;
  readonly send: typeof fetch;
  /** Aborts when nobody waits any longer. */
  readonly over: AbortSignal;
}

const maxScans = 8;
/** Until somebody presses the button that the page shows. */
const reactsAfterMs = 1000;
/** Longer than a page takes to hear of a scan after a fault. */
const knowsWithinMs = 25_000;
/** For how long a visitor who does not scan stays. */
const watchesMs = 5000;

type Planned = Omit<PlannedVisitor, 'arrivesAtMs'>;

export async function visit(planned: Planned, site: Site): Promise<Visited> {
  const { number, kind, isShared, person, scansAfterMs, transport } = planned;
  const { publicUrl, phones, over } = site;
  const openid = openidOf(person);
  const browser = createBrowser(number, new URL(publicUrl).origin, site.send);
  const backend = createHttpBackend(publicUrl, { fetch: browser.fetch, transport });
  const scans: Reply[] = [];
  const states: string[] = [];
  let wake = (): void => undefined;
  const login = new Login({
    backend,
    onState(state) {
      states.push(nameOf(state));
      wake();
    },
  });

  over.addEventListener('abort', () => wake(), { once: true });

  async function changedFrom(state: LoginState): Promise<void> {
    if (login.state !== state || over.aborted) return;
    await new Promise<void>((resolve) => (wake = resolve));
  }

  async function scan(url: string): Promise<void> {
    if (scans.length === 0) await sleep(scansAfterMs, over);
    // The page may have renewed it meanwhile.
    const { shown } = login.state;
    const scanned = shown?.method === 'scan' ? shown.url : url;
    const reply = await phones.scan(sceneOf(scanned), openid);
    scans.push(reply);
    if (!isQuestion(reply.text)) return;
    for (let tries = 0; tries < maxScans && !over.aborted; tries++) {
      const answer = await phones.confirm(reply.text, openid);
      scans.push(answer);
      if (answer.isAccepted) return;
    }
  }

  async function act(): Promise<Visited['end']> {
    const scanned = new Set<string>();
    login.start();
    if (kind === 'watches') {
      await sleep(watchesMs, over);
      return 'watched';
    }
    while (!over.aborted) {
      const { state } = login;
      if (state.type === 'success') return 'signed in';
      if (state.type === 'ready' && state.shown.method === 'scan') {
        const { url } = state.shown;
        if (!scanned.has(url) && scans.length < maxScans) {
          const scanning = scan(url);
          if (kind === 'leaves') {
            login.dispose();
            await scanning;
            return 'left';
          }
          await scanning;
          // The chat said that the service is out of order: they scan it again.
          if (scans.at(-1)?.isAccepted) scanned.add(url);
          continue;
        }
      }
      if (isEnd(state)) {
        if (isShared && scans.length > 0) return 'told';
        await sleep(Math.max(reactsAfterMs, retryAfterOf(state)), over);
        login.refresh();
        continue;
      }
      // The question did not arrive in the chat: they ask for another QR code.
      const isUnasked = state.type === 'confirm' && !scans.at(-1)?.isAccepted;
      if (isUnasked) login.refresh();
      else if (isShared && scans.at(-1)?.isAccepted) {
        // The chat has said which page counts. If it is this one, the page soon knows.
        await Promise.race([changedFrom(state), sleep(knowsWithinMs, over)]);
        if (login.state === state) return 'told';
      } else await changedFrom(state);
    }
    return login.state.type === 'success' ? 'signed in' : 'waiting';
  }

  const end = await act();
  const session = sessionCookie.exec(browser.cookies())?.[1];
  const sessionAgain =
    end === 'signed in' ? await browser.redeemAgain().catch(() => undefined) : undefined;
  login.dispose();
  return {
    ...{ number, kind, isShared, openid, scans, end, states, session, sessionAgain },
    ...{ attempts: browser.attempts, limits: browser.limits, cookies: browser.cookies() },
  };
}

const nameOf = (state: LoginState): string => {
  if (state.type === 'error') return `error ${state.code}`;
  return state.type === 'ready' && state.reconnecting ? 'ready (reconnecting)' : state.type;
};

const isEnd = ({ type }: LoginState): boolean =>
  ['expired', 'denied', 'cancelled', 'error'].includes(type);

const retryAfterOf = (state: LoginState): number =>
  state.type === 'error' ? (state.retryAfterMs ?? 0) : 0;

/** Ends early, without an error, when nobody waits any longer. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
