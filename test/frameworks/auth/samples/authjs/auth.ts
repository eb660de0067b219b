import { Auth, type AuthConfig } from '@auth/core';
import Credentials from '@auth/core/providers/credentials';
import { accounts, authSecret, logins } from './application.js';
import { exchange, login } from './wechat-login.js';

declare module '@auth/core/types' {
  interface User {
    login?: string | undefined;
    confirmed?: boolean | undefined;
    openid?: string | undefined;
    unionid?: string | undefined;
  }
}

export const config: AuthConfig = {
  basePath: '/api/auth',
  secret: authSecret, // AUTH_SECRET
  trustHost: true, // if your proxy sets the header Host
  session: { strategy: 'jwt', maxAge: 7 * 24 * 60 * 60 },
  providers: [
    Credentials({
      id: 'wechat',
      credentials: { code: {} },
      async authorize({ code }) {
        const signedIn = typeof code === 'string' ? await exchange(code) : undefined;
        if (!signedIn) return null;
        const { account, confirmed, login: loginId } = signedIn;
        const { id, name, avatar } = account;
        return { id, name, image: avatar ?? null, login: loginId, confirmed };
      },
    }),
  ],
  callbacks: {
    /** Runs at sign-in, and whenever the session is read. */
    async jwt({ token, user, account }) {
      if (account) {
        token['provider'] = account.provider;
        token['login'] = user.login;
        token['confirmed'] = user.confirmed;
      }
      if (token['provider'] !== 'wechat') return token;
      // Null ends the session: somebody has signed out, or has tapped "Not me" in the chat.
      return (await logins.isOpen(token['login'])) ? token : null;
    },
    /** What this returns, the page can read. */
    async session({ session, token }) {
      if (token['provider'] !== 'wechat') return session;
      const { sub: id = '', confirmed } = token;
      const [wechatUser] = (await accounts.identities?.(id)) ?? [];
      const { openid, unionid } = wechatUser ?? {};
      return {
        expires: session.expires,
        user: { ...session.user, id, confirmed: confirmed === true, openid, unionid },
      };
    },
  },
  events: {
    async signOut(message) {
      if ('token' in message) await logins.end(message.token?.['login']);
    },
  },
};

/** Answers every request below /api/auth. */
export async function auth(request: Request): Promise<Response> {
  const response = await Auth(request, config);
  if (request.method === 'POST' && new URL(request.url).pathname === '/api/auth/signout') {
    // Otherwise the chat does not ask at the next login in this browser.
    await login.forgetBrowser({
      cookie: request.headers.get('cookie') ?? '',
      setCookie: (line) => response.headers.append('set-cookie', line),
    });
  }
  return response;
}
