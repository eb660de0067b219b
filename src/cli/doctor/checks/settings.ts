/** The checks that ask nobody. */
import { isGuessable } from '../../../server/options/official-accounts/check-wechat.js';
import { pushModes } from '../../account.js';
import type { DoctorArguments } from '../arguments.js';
import { ok, wrong, type Check } from '../check.js';
import type { SettingFault, SettingName } from '../texts/names.js';

interface Shape {
  readonly pattern: RegExp;
  /** How many characters it may have; undefined if a count would help nobody. */
  readonly length?: readonly [least: number, most: number];
  readonly isOptional?: boolean;
}

/** What each setting looks like, as the backend demands it. */
const shapes: Readonly<Record<SettingName, Shape>> = {
  appId: { pattern: /^wx[0-9a-f]{16}$/, length: [18, 18] },
  appSecret: { pattern: /^[0-9a-f]{32}$/, length: [32, 32] },
  token: { pattern: /^[A-Za-z0-9]{3,32}$/, length: [3, 32] },
  encodingAesKey: { pattern: /^[A-Za-z0-9]{43}$/, length: [43, 43] },
  mode: { pattern: new RegExp(`^(${pushModes.join('|')})$`) },
  originalId: { pattern: /^gh_[0-9a-z]{6,32}$/, isOptional: true },
  apiBaseUrl: { pattern: /^https?:\/\/[^?#@\s]+$/ },
  publicUrl: { pattern: /^https?:\/\/[^/?#@\s]+\/?$/, isOptional: true },
};

/** What is wrong with a value; undefined if nothing is. */
function faultOf(
  value: string,
  { pattern, length, isOptional = false }: Shape,
): SettingFault['fault'] | undefined {
  if (value === '') return isOptional ? undefined : 'missing';
  if (pattern.test(value)) {
    return /^https?:/.test(value) && !URL.canParse(value) ? 'form' : undefined;
  }
  if (/^["'“”‘’]|["'“”‘’]$/.test(value)) return 'quotes';
  if (/\s/.test(value)) return 'blank';
  const [least, most] = length ?? [0, Infinity];
  return value.length < least || value.length > most ? 'length' : 'form';
}

function faultsOf({ account, publicUrl }: DoctorArguments): readonly SettingFault[] {
  const values: Readonly<Record<SettingName, string>> = { ...account, publicUrl };
  return (Object.keys(shapes) as SettingName[]).flatMap((setting) => {
    const value = values[setting];
    // A test account has none.
    if (setting === 'encodingAesKey' && account.mode === 'plain' && value === '') return [];
    const fault = faultOf(value, shapes[setting]);
    return fault === undefined ? [] : [{ setting, fault, length: value.length }];
  });
}

/** What is wrong here stops the checks that need the setting, and no others. */
export const settings: Check = {
  name: 'settings',
  needs: [],
  run({ args }) {
    const { account, file } = args;
    const faults = faultsOf(args);
    if (faults.length > 0) return { ...wrong('settings_wrong'), faults };
    const { mode } = account;
    return file === undefined
      ? ok('settings_ok', { mode })
      : ok('settings_of_file', { mode, file });
  },
};

export const tokenStrength: Check = {
  name: 'token_strength',
  needs: [],
  settings: ['token'],
  run: ({ args: { account } }) =>
    isGuessable(account.token) ? wrong('token_weak') : ok('token_strong'),
};
