/** How a visitor proves a user of better-auth that they have. */
import type { AuthContext, User } from 'better-auth';
import { emailField } from '../server/binding/link-fields.js';
import {
  passwordMethod,
  SignInRefusedError,
  type HostAccount,
  type LinkMethod,
} from '../server/index.js';
import { toAccount } from './accounts.js';

const secondFactor = {
  en: 'Your account asks for a second step. Sign in the usual way, then link WeChat in your settings.',
  zh: '您的账号开启了两步验证。请先用原来的方式登录，再到设置页关联微信。',
};

/** By password, if better-auth has passwords. */
export function linkMethodsOf(auth: AuthContext): readonly LinkMethod[] {
  const { enabled, requireEmailVerification } = auth.options.emailAndPassword ?? {};
  if (!enabled) return [];
  const check = async (email: string, password: string): Promise<readonly HostAccount[]> => {
    const found = await auth.internalAdapter.findUserByEmail(email.toLowerCase(), {
      includeAccounts: true,
    });
    const hash = found?.accounts.find((each) => each.providerId === 'credential')?.password;
    if (!found || !hash) {
      // It takes as long for an address that nobody has.
      await auth.password.hash(password);
      return [];
    }
    const isRight = await auth.password.verify({ hash, password });
    const isRefused = requireEmailVerification && !found.user.emailVerified;
    if (!isRight || isRefused) return [];
    // Whoever has stolen the password would get around the second step for good.
    if (hasSecondFactor(found.user)) throw new SignInRefusedError(secondFactor);
    return [toAccount(found.user)];
  };
  return [passwordMethod({ check, identifierField: { ...emailField, autocomplete: 'username' } })];
}

/** A field of the plugin `twoFactor`. */
const hasSecondFactor = ({
  twoFactorEnabled,
}: User & { readonly twoFactorEnabled?: boolean | null }): boolean => twoFactorEnabled === true;
