/**
 * The part of better-auth that the plugin uses. better-auth is an optional peer, and not installed here;
 * a test compiles the plugin against the types that better-auth publishes.
 */

declare module 'better-auth' {
  export interface User {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly emailVerified: boolean;
    readonly image?: string | null;
  }
  export interface Account {
    readonly id: string;
    readonly userId: string;
    readonly providerId: string;
    readonly accountId: string;
    readonly password?: string | null;
    readonly createdAt: Date;
  }
  export interface Session {
    readonly token: string;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  }
  interface Verification {
    readonly identifier: string;
    readonly value: string;
    readonly expiresAt: Date;
  }
  interface InternalAdapter {
    createUser(user: object, source: { readonly method: string }): Promise<User>;
    deleteUser(userId: string): Promise<void>;
    findUserById(userId: string): Promise<User | null>;
    findUserByEmail(
      email: string,
      options: { readonly includeAccounts: boolean },
    ): Promise<{ readonly user: User; readonly accounts: readonly Account[] } | null>;
    createAccount(account: Pick<Account, 'userId' | 'providerId' | 'accountId'>): Promise<Account>;
    findAccounts(userId: string): Promise<Account[]>;
    updateAccount(id: string, fields: Partial<Account>): Promise<Account>;
    deleteAccount(id: string): Promise<void>;
    /** Null if a hook of the application has stopped it. */
    createSession(userId: string, isShort: boolean, fields: object): Promise<Session | null>;
    findSession(token: string): Promise<{ readonly session: Session; readonly user: User } | null>;
    listSessions(userId: string): Promise<Session[]>;
    deleteSessions(tokens: string[]): Promise<void>;
    deleteUserSessions(userId: string): Promise<void>;
    createVerificationValue(value: Verification): Promise<unknown>;
    /** The newest one, which may have expired. */
    findVerificationValue(identifier: string): Promise<Verification | null>;
  }
  interface RateLimit {
    readonly customRules?: Readonly<Record<string, false>>;
  }
  export interface AuthContext {
    readonly baseURL: string;
    readonly secret: string;
    readonly authCookies: { readonly sessionToken: { readonly name: string } };
    readonly session: { readonly session: Session; readonly user: User } | null;
    readonly internalAdapter: InternalAdapter;
    readonly adapter: {
      findMany<T>(query: {
        model: string;
        where: { field: string; value: string }[];
      }): Promise<T[]>;
    };
    readonly password: {
      hash(password: string): Promise<string>;
      verify(given: { hash: string; password: string }): Promise<boolean>;
    };
    readonly rateLimit: RateLimit;
    readonly options: {
      readonly secondaryStorage?: unknown;
      readonly session?: { readonly storeSessionInDatabase?: boolean };
      readonly account?: { readonly accountLinking?: { readonly allowUnlinkingAll?: boolean } };
      readonly emailAndPassword?: {
        readonly enabled: boolean;
        readonly requireEmailVerification?: boolean;
      };
    };
  }
  interface Hook {
    readonly matcher: (context: { path?: string | undefined; operationId?: string }) => boolean;
    readonly handler: unknown;
  }
  export interface BetterAuthOptions {
    /** Those after a write run once its transaction has ended. */
    databaseHooks?: {
      verification?: { create?: { after?: (created: Verification) => Promise<void> } };
    };
  }
  export interface BetterAuthPlugin {
    id: string;
    init?: (context: AuthContext) => {
      context: { rateLimit: RateLimit };
      options: Pick<BetterAuthOptions, 'databaseHooks'>;
    };
    endpoints?: Record<string, unknown>;
    schema?: unknown;
    hooks?: { before?: Hook[]; after?: Hook[] };
  }
}

declare module 'better-auth/api' {
  import type { AuthContext, Session, User } from 'better-auth';

  interface EndpointContext {
    readonly context: AuthContext;
    readonly request?: Request;
    readonly headers?: Headers;
    setHeader(name: string, value: string): void;
    getSignedCookie(name: string, secret: string): Promise<string | false | null>;
  }
  type Handler<T> = (context: EndpointContext) => Promise<T>;
  type Endpoint<T> = (input: { context: AuthContext; headers: Headers }) => Promise<T>;
  export const createAuthEndpoint: {
    <T>(path: string, options: object, handler: Handler<T>): Endpoint<T>;
    serverOnly<T>(options: object, handler: Handler<T>): Endpoint<T>;
  };
  export function createAuthMiddleware(handler: Handler<void>): unknown;
  export function dispatchAuthEndpoint(
    endpoint: Endpoint<unknown>,
    input: { context: AuthContext; headers: Headers; returnHeaders: boolean },
  ): Promise<unknown>;
  export function getIP(request: Request, options: AuthContext['options']): string | null;
  export function getSessionFromCtx(
    context: EndpointContext,
    options: { disableCookieCache?: boolean; disableRefresh?: boolean },
  ): Promise<{ readonly session: Session; readonly user: User } | null>;
  export class APIError extends Error {
    constructor(status: string, body: { code: string; message: string });
    readonly statusCode: number;
    readonly body?: { readonly message?: string };
  }
  export function isAPIError(error: unknown): error is APIError;
}

declare module 'better-auth/cookies' {
  import type { Session, User } from 'better-auth';

  export function setSessionCookie(
    context: object,
    signedIn: { readonly session: Session; readonly user: User },
    isShort: boolean,
  ): Promise<void>;
}
