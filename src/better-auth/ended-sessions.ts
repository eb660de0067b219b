/** When all sessions of a user were ended, so that a scan from before no longer signs in. */
import type { AuthContext } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { readSession } from './read-session.js';
import { providerId } from './schema.js';

type InternalAdapter = AuthContext['internalAdapter'];

/** Longer than any login takes. */
const keepMs = 30 * 60_000;

const identifierOf = (userId: string): string => `${providerId}-sessions-ended:${userId}`;

// better-auth's table of values that expire: better-auth deletes the old ones, and no column is needed.
const record = async (adapter: InternalAdapter, userId: string): Promise<void> => {
  const nowMs = Date.now();
  const [identifier, expiresAt] = [identifierOf(userId), new Date(nowMs + keepMs)];
  await adapter.createVerificationValue({ identifier, value: String(nowMs), expiresAt });
};

/** Milliseconds since the epoch; undefined if that was never, or long ago. */
export async function readEndedAtMs(
  { internalAdapter }: AuthContext,
  userId: string,
): Promise<number | undefined> {
  const found = await internalAdapter.findVerificationValue(identifierOf(userId));
  return found && found.expiresAt.getTime() > Date.now() ? Number(found.value) : undefined;
}

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
