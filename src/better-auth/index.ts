/** `wechat-mp-login/better-auth`: signing in with WeChat as a plugin of better-auth. */
import type { AuthContext, BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, createAuthMiddleware, getIP } from 'better-auth/api';
import { ConfigurationError } from '../server/base/configuration-error.js';
import {
  createWechatMpLogin,
  type Options,
  type SeveralAccountsOptions,
  type WechatMpLogin,
} from '../server/index.js';
import { createAccounts, type NewUser } from './accounts.js';
import { hooksThatEndLateLogins, recordEnds, recordOtherSessionsEnd } from './ended-sessions.js';
import { refuseUnconfirmed } from './guard.js';
import { linkMethodsOf } from './link-methods.js';
import { providerId, schema } from './schema.js';
import { createSessions } from './sessions.js';

export type { NewUser } from './accounts.js';

// Pages of other origins ask with OPTIONS first, which better-auth does not pass on.
type Replaced = 'publicUrl' | 'accounts' | 'sessions' | 'origins';

/** The options of the plugin: those of `createWechatMpLogin`, without what better-auth does. */
export type WechatMpOptions = (Omit<Options, Replaced> | Omit<SeveralAccountsOptions, Replaced>) & {
  /** The URL of the backend as browsers see it. Default: `/wechat-mp` below better-auth's `baseURL`. */
  readonly publicUrl?: string;
  /** Fields of a new user. Default: a general name, and a placeholder as e-mail address. */
  readonly newUser?: NewUser;
};

type Endpoint = NonNullable<BetterAuthPlugin['endpoints']>[string];

export interface WechatMpPlugin extends Omit<BetterAuthPlugin, 'id' | 'endpoints' | 'schema'> {
  readonly id: typeof providerId;
  readonly endpoints: { readonly wechatMp: Endpoint };
  readonly schema: typeof schema;
  /** The backend, for `forgetBrowsers`, `takePush`, `health` and `close`. Resolves once better-auth has started. */
  readonly login: Promise<WechatMpLogin>;
}

/**
 * Creates a plugin of better-auth that signs visitors in by the QR code of an official account. It
 * answers below `/wechat-mp`: `<wechat-mp-login backend="/api/auth/wechat-mp">`. Users, accounts and
 * sessions are better-auth's. With `emailAndPassword`, visitors can link a user that they have.
 *
 * @param options - those of `createWechatMpLogin`, and `newUser`
 * @throws ConfigurationError when better-auth starts, if an option or better-auth's `baseURL` is missing
 * @example
 * ```ts
 * import type { WechatOptions } from 'wechat-mp-login/server';
 *
 * declare const wechat: WechatOptions;
 * const plugin = wechatMp({ wechat, officialAccount: { name: 'Example' } });
 * // Pass it to betterAuth({ plugins: [plugin], … }).
 * ```
 */
export function wechatMp({ newUser, publicUrl, ...options }: WechatMpOptions): WechatMpPlugin {
  let started: (login: WechatMpLogin) => void;
  const login = new Promise<WechatMpLogin>((resolve) => (started = resolve));
  const wechatMpEndpoint = createAuthEndpoint(
    `/${providerId}/**`,
    {
      method: ['GET', 'POST', 'DELETE'],
      requireRequest: true,
      // The backend reads it, within its limits.
      disableBody: true,
      metadata: { scope: 'http' },
    },
    async ({ request, context }) => {
      if (!request) throw new Error('better-auth has passed no request');
      return (await login).fetch(request, { address: getIP(request, context.options) ?? '' });
    },
  );
  return {
    id: providerId,
    schema,
    login,
    init(auth) {
      recordEnds(auth);
      const complete = {
        linkMethods: linkMethodsOf(auth),
        ...options,
        publicUrl: publicUrl ?? urlBelow(auth),
        accounts: createAccounts(auth, newUser),
        sessions: createSessions(auth),
      };
      started(
        'officialAccounts' in complete
          ? createWechatMpLogin(complete)
          : createWechatMpLogin(complete),
      );
      // The backend has limits of its own, and all pushes come from a few addresses.
      const customRules = { [`/${providerId}/**`]: false as const, ...auth.rateLimit.customRules };
      return {
        context: { rateLimit: { ...auth.rateLimit, customRules } },
        options: { databaseHooks: hooksThatEndLateLogins(auth) },
      };
    },
    endpoints: { wechatMp: wechatMpEndpoint },
    hooks: {
      before: [refuseUnconfirmed, recordOtherSessionsEnd],
      after: [
        {
          matcher: ({ path }) => path === '/sign-out',
          handler: createAuthMiddleware(async (context) => {
            const cookie = context.headers?.get('cookie') ?? '';
            const setCookie = (line: string): void => context.setHeader('set-cookie', line);
            await (await login).forgetBrowser({ cookie, setCookie });
          }),
        },
      ],
    },
  };
}

function urlBelow({ baseURL }: AuthContext): string {
  if (baseURL) return `${baseURL}/${providerId}`;
  throw new ConfigurationError(
    'wechatMp: better-auth has no `baseURL`. Set it, such as "https://example.com", or set `publicUrl` of the plugin to the address of better-auth with "/wechat-mp" at its end.',
  );
}
