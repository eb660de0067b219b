/** Helpers for tests of attacks: session cookies, gates that delay calls, and time. */
import type { CookieSessions } from '../../../src/accounts/index.js';
import { callerWith, signIn } from '../accounts/sessions-contract.js';
import type { Answer } from './harness.js';

export const minuteMs = 60_000;

/** The session cookie of an answer, as the browser sends it back; '' if there is none. */
export function sessionOf({ setCookies }: Answer): string {
  return setCookies.find((line) => line.startsWith('__Host-session='))?.split(';')[0] ?? '';
}

export function digitsIn(reply: string): string {
  return /(?<!\d)\d{6}(?!\d)/.exec(reply)?.[0] ?? '';
}

export async function provenAtMs(
  sessions: CookieSessions,
  cookie: string,
): Promise<number | undefined> {
  return (await sessions.current(callerWith(cookie)))?.authenticatedAtMs;
}

/** Callers wait for `opened` until the test calls `open`. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Lets other tasks run for this many turns of the event loop. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Signs in again by a password: the session is confirmed, and descends from no login of the backend. */
export async function renew(sessions: CookieSessions, cookie: string): Promise<string> {
  const account = await sessions.read(cookie);
  if (!account) throw new Error('nobody is signed in');
  return signIn(sessions, { account, cookie, method: 'password' });
}
