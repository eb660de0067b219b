import { createCodeSessions } from 'wechat-mp-login/accounts';
import { createWechatMpLogin } from 'wechat-mp-login/server';
import { accounts, logins, origin, secret, wechat } from './application.js';

const codes = createCodeSessions({
  secret,
  end: (login) => logins.end(login),
  endUnconfirmed: (userId) => logins.endUnconfirmedOf(userId),
});

export const login = createWechatMpLogin({
  publicUrl: `${origin}/wechat-login`, // such as https://example.com/wechat-login
  wechat,
  officialAccount: { name: 'Mountain Shop' },
  accounts,
  newAccounts: 'create',
  sessions: {
    ...codes,
    async open(user, context) {
      const { login: id, confirmed } = context;
      if (id !== undefined) await logins.add({ id, userId: user.id, confirmed });
      return codes.open(user, context);
    },
    endAll: (userId) => logins.endAllOf(userId),
  },
});

/** Returns who has signed in, once for each code; undefined for a code that is wrong, used or expired. */
export const exchange = (code: string) => codes.exchange(code, secret);
