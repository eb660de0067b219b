/** better-auth's sessions, as the backend wants them. */
import type { AuthContext } from 'better-auth';
import { createAuthEndpoint, dispatchAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import {
  SignInRefusedError,
  type Caller,
  type HostAccount,
  type OpenContext,
  type Sessions,
} from '../server/index.js';
import { toAccount } from './accounts.js';
import { endSessions, readEndedAtMs } from './ended-sessions.js';
import { orRefuse } from './refuse.js';
import { providerId, type SessionFields } from './schema.js';

/** A hook can stop a session without a word. */
const refused = { en: 'This site does not let you sign in.', zh: '本站不允许您登录。' };

export function createSessions(auth: AuthContext): Sessions {
  const { secondaryStorage, session } = auth.options;
  const isInDatabase = !secondaryStorage || session?.storeSessionInDatabase === true;
  return {
    open: (account, context) => orRefuse(() => open(auth, account, context)),
    current: (caller) => current(auth, caller),
    endAll: (userId) => auth.internalAdapter.deleteUserSessions(userId),
    endedAtMs: (userId) => readEndedAtMs(auth, userId),
    async endUnconfirmed(userId) {
      const sessions: readonly ({ token: string } & SessionFields)[] =
        await auth.internalAdapter.listSessions(userId);
      await endSessions(
        auth,
        sessions.filter((each) => each.wechatMpConfirmed === false),
      );
    },
    // Storage of keys and values cannot be searched.
    ...(isInDatabase && {
      async end(login: string) {
        const sessions = await auth.adapter.findMany<{ readonly token: string }>({
          model: 'session',
          where: [{ field: 'wechatMpLogin' satisfies keyof SessionFields, value: login }],
        });
        await endSessions(auth, sessions);
      },
    }),
  };
}

/** Signs in by an endpoint without an address, so that the hooks of the application and of plugins run. */
async function open(auth: AuthContext, account: HostAccount, context: OpenContext) {
  const { caller, authenticatedAtMs = Date.now(), method, confirmed, login } = context;
  const fields: SessionFields = {
    ...{ wechatMpMethod: method, wechatMpConfirmed: confirmed },
    ...(login === undefined ? {} : { wechatMpLogin: login }),
    wechatMpProvenAt: new Date(authenticatedAtMs),
  };
  const signIn = createAuthEndpoint(
    `/sign-in/${providerId}`,
    { method: 'POST', metadata: { SERVER_ONLY: true } },
    async (endpoint) => {
      const { internalAdapter } = endpoint.context;
      const user = await internalAdapter.findUserById(account.id);
      if (!user) throw new Error('The user was deleted during the login');
      const { address: ipAddress, userAgent } = caller;
      const session = await internalAdapter.createSession(user.id, false, {
        ...{ ipAddress, userAgent },
        ...fields,
      });
      if (!session) throw new SignInRefusedError(refused);
      await setSessionCookie(endpoint, { session, user }, false);
      return { user: { id: user.id } };
    },
  );
  const headers = headersOf(caller);
  const input = { context: auth, headers, returnHeaders: true };
  // It returns what the endpoint returns, and with `returnHeaders`, an object with that and the headers.
  const answer = (await dispatchAuthEndpoint(signIn, input)) as {
    readonly headers?: Headers | null;
  };
  return { setCookies: answer.headers?.getSetCookie() ?? [] };
}

const readSession = createAuthEndpoint.serverOnly({ method: 'GET' }, async (endpoint) =>
  // A cached session may have been ended.
  getSessionFromCtx(endpoint, { disableCookieCache: true, disableRefresh: true }),
);

async function current(auth: AuthContext, caller: Caller) {
  // better-auth notes the session in the context, and reads the note first. Another caller must not get it.
  const context = { ...auth, session: null };
  const found = await readSession({ context, headers: headersOf(caller) });
  if (!found) return undefined;
  const session: SessionFields & typeof found.session & { impersonatedBy?: string | null } =
    found.session;
  const { isAnonymous }: { isAnonymous?: boolean | null } & object = found.user;
  const { wechatMpLogin: login, wechatMpMethod, wechatMpConfirmed } = session;
  return {
    account: toAccount(found.user),
    authenticatedAtMs: (session.wechatMpProvenAt ?? session.createdAt).getTime(),
    method: wechatMpMethod ?? 'better-auth',
    // An administrator who looks around as somebody else must not link a WeChat of their own.
    confirmed: wechatMpConfirmed ?? !(session.impersonatedBy || isAnonymous),
    ...(login ? { login } : {}),
  };
}

function headersOf({ cookie, userAgent }: Caller): Headers {
  return new Headers({ cookie, 'user-agent': userAgent });
}
