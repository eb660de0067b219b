/** The session of a request, for a decision about security. */
import type { AuthContext, Session, User } from 'better-auth';

/** The part of a request that is read. */
interface Asked {
  readonly context: AuthContext;
  getSignedCookie(name: string, secret: string): Promise<string | false | null>;
}

/**
 * Undefined if nobody is signed in.
 * @throws the error of the database, whereas better-auth's own function finds nobody then
 */
export async function readSession(
  context: Asked,
): Promise<{ readonly session: Session; readonly user: User } | undefined> {
  const { authCookies, secret, internalAdapter } = context.context;
  const token = await context.getSignedCookie(authCookies.sessionToken.name, secret);
  const found = token ? await internalAdapter.findSession(token) : null;
  return found && found.session.expiresAt.getTime() > Date.now() ? found : undefined;
}
