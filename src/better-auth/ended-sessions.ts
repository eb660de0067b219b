/** When all sessions of a user were ended, so that a scan from before no longer signs in. */
import type { AuthContext, BetterAuthOptions, Session } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { readSession } from './read-session.js';
import { providerId, type SessionFields } from './schema.js';

type InternalAdapter = AuthContext['internalAdapter'];

/** Longer than any login takes. */
const keepMs = 30 * 60_000;

const prefix = `${providerId}-sessions-ended:`;
const identifierOf = (userId: string): string => `${prefix}${userId}`;

// better-auth's table of values that expire: better-auth deletes the old ones, and no column is needed.
const record = async (adapter: InternalAdapter, userId: string): Promise<void> => {
  const nowMs = Date.now();
  const [identifier, expiresAt] = [identifierOf(userId), new Date(nowMs + keepMs)];
  // better-auth may be set to hash identifiers, so the value says whose it is.
  await adapter.createVerificationValue({ identifier, value: `${identifier} ${nowMs}`, expiresAt });
};

const readValue = (value: string): { readonly userId: string; readonly endedAtMs: number } => {
  const end = value.lastIndexOf(' ');
  return { userId: value.slice(prefix.length, end), endedAtMs: Number(value.slice(end + 1)) };
};

/** Milliseconds since the epoch; undefined if that was never, or long ago. */
export async function readEndedAtMs(
  { internalAdapter }: AuthContext,
  userId: string,
): Promise<number | undefined> {
  const found = await internalAdapter.findVerificationValue(identifierOf(userId));
  if (!found || found.expiresAt.getTime() <= Date.now()) return undefined;
  return readValue(found.value).endedAtMs;
}

export async function endSessions(
  { internalAdapter }: AuthContext,
  sessions: readonly { readonly token: string }[],
): Promise<void> {
  // SQL has no empty list: PostgreSQL and MySQL refuse `in ()`.
  if (sessions.length === 0) return;
  await internalAdapter.deleteSessions(sessions.map(({ token }) => token));
}

/**
 * better-auth changes passwords in a transaction, and a login that runs meanwhile cannot read the time that
 * is recorded in it. Hooks after a write run once the transaction is committed: they end the sessions that
 * such a login has opened.
 */
export const hooksThatEndLateLogins = (
  auth: AuthContext,
): NonNullable<BetterAuthOptions['databaseHooks']> => ({
  verification: {
    create: {
      async after({ value }) {
        if (!value.startsWith(prefix)) return;
        const { userId, endedAtMs } = readValue(value);
        const sessions: readonly (Session & SessionFields)[] =
          await auth.internalAdapter.listSessions(userId);
        const late = sessions.filter(
          ({ createdAt, wechatMpMethod }) =>
            // Storage of keys and values has times as texts.
            wechatMpMethod && new Date(createdAt).getTime() >= endedAtMs,
        );
        await endSessions(auth, late);
      },
    },
  },
});

/**
 * Records when all sessions of a user are ended, whatever the reason: a request, a password reset, a ban.
 * Hooks cannot tell: the database hooks of better-auth run for each session that is deleted, also when one
 * signs out, and not for a user without sessions. The time is written first, so that no login slips
 * through between.
 */
export function recordEnds(auth: AuthContext): void {
  const recording = (adapter: InternalAdapter): InternalAdapter => ({
    ...adapter,
    async deleteUserSessions(userId) {
      await record(adapter, userId);
      await adapter.deleteUserSessions(userId);
    },
  });
  const first = recording(auth.internalAdapter);
  // better-auth replaces it once all plugins are there, and offers plugins no later moment.
  Object.defineProperty(auth, 'internalAdapter', {
    get: () => first,
    set(this: AuthContext, adapter: InternalAdapter) {
      const value = recording(adapter);
      Object.defineProperty(this, 'internalAdapter', { value, writable: true });
    },
  });
}

/** Ends sessions one by one, so it is recorded here. */
export const recordOtherSessionsEnd = {
  matcher: ({ path }: { path?: string | undefined }): boolean => path === '/revoke-other-sessions',
  handler: createAuthMiddleware(async (context) => {
    const found = await readSession(context);
    if (found) await record(context.context.internalAdapter, found.user.id);
  }),
};
