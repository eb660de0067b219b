/**
 * Names that the samples of docs/your-own-users.md use without declaring them: a database with users,
 * sessions, mail.
 */
import type { HostAccount, Notice } from 'wechat-mp-login/server';

export { sendMail, usersByPassword, usersByVerifiedEmail, wechat } from './backend.server.js';
export { pool } from './users-database.js';

interface Proof {
  readonly signedInAtMs: number;
  readonly method: string;
  readonly confirmed: boolean;
  readonly login: string | undefined;
}

interface Session extends Proof {
  readonly user: HostAccount;
}

const sessions = new Map<string, Session>();
const endedAtMsByUser = new Map<string, number>();

export const yourSessions = {
  create(userId: string, proof: Proof): Promise<string> {
    const id = crypto.randomUUID();
    sessions.set(id, { user: { id: userId, name: 'Lan' }, ...proof });
    return Promise.resolve(id);
  },
  read(cookie: string): Promise<Session | undefined> {
    const id = /__Host-session=([\w-]+)/.exec(cookie)?.[1] ?? '';
    return Promise.resolve(sessions.get(id));
  },
  endAllOf(userId: string): Promise<void> {
    for (const [id, { user }] of sessions) if (user.id === userId) sessions.delete(id);
    endedAtMsByUser.set(userId, Date.now());
    return Promise.resolve();
  },
  endAllOfLogin(login: string): Promise<void> {
    for (const [id, session] of sessions) if (session.login === login) sessions.delete(id);
    return Promise.resolve();
  },
  endUnconfirmedOf(userId: string): Promise<void> {
    for (const [id, { user, confirmed }] of sessions) {
      if (user.id === userId && !confirmed) sessions.delete(id);
    }
    return Promise.resolve();
  },
  lastEndedAtMs(userId: string): Promise<number | undefined> {
    return Promise.resolve(endedAtMsByUser.get(userId));
  },
};

export function isLocked(userId: string): Promise<boolean> {
  return Promise.resolve(userId === 'locked');
}

/** Every visitor of the samples is invited. */
export function useInvitation(_invitation: string | undefined, key: string): Promise<boolean> {
  return Promise.resolve(key !== '');
}

export function employeesBy(number: string, pin: string): Promise<HostAccount[]> {
  return Promise.resolve(number === '100200' && pin === '7777' ? [{ id: '1', name: 'Lan' }] : []);
}

export const notices: Notice[] = [];

export function tellTheOwner(notice: Notice): void {
  notices.push(notice);
}
