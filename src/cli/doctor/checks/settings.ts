/** The checks that ask nobody. */
import { isGuessable } from '../../../server/options/official-accounts/check-wechat.js';
import { pushModes, variables, type Account } from '../../account.js';
import { ok, wrong, type Check } from '../check.js';

/** What each setting looks like. */
const patterns: Readonly<Record<keyof Account, RegExp>> = {
  appId: /^wx[0-9a-f]{16}$/,
  appSecret: /^[0-9a-f]{32}$/,
  token: /^[A-Za-z0-9]{3,32}$/,
  encodingAesKey: /^[A-Za-z0-9]{43}$/,
  mode: new RegExp(`^(${pushModes.join('|')})$`),
  originalId: /^(gh_[0-9a-f]{12})?$/,
  apiBaseUrl: /^https?:\/\/[^?#@\s]+$/,
};

/** The names of the variables that do not look as they should. */
function malformed(account: Account): readonly (keyof Account)[] {
  const names = Object.keys(patterns) as (keyof Account)[];
  return names.filter((name) => {
    // A test account has none.
    if (name === 'encodingAesKey' && account.mode === 'plain' && account[name] === '') return false;
    return !patterns[name].test(account[name]);
  });
}

const list = (names: readonly (keyof Account)[]): string =>
  names.map((name) => variables[name]).join(', ');

export const settings: Check = {
  name: 'settings',
  needs: [],
  run({ args: { account } }) {
    const names = malformed(account);
    const missing = names.filter((name) => account[name] === '');
    if (missing.length > 0) return wrong('settings_missing', { variables: list(missing) });
    if (names.length > 0) return wrong('settings_malformed', { variables: list(names) });
    return ok('settings_ok', { mode: account.mode });
  },
};

export const tokenStrength: Check = {
  name: 'token_strength',
  needs: ['settings'],
  run: ({ args: { account } }) =>
    isGuessable(account.token) ? wrong('token_weak') : ok('token_strong'),
};
