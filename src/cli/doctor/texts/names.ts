/** The names of the checks and of their sentences. */
import type { Account } from '../../account.js';
import type { FailureKind } from '../failure.js';

/** In the order of the report. */
export const checkNames = [
  'settings',
  'token_strength',
  'api',
  'app_id',
  'app_secret',
  'whitelist',
  'account',
  'clock',
  'qr_codes',
  'quota',
  'token_kept',
  'open_platform',
  'callback_url',
  'callback_reachable',
  'handshake',
  'signature',
  'mode',
  'push',
] as const;
export type CheckName = (typeof checkNames)[number];

/** What the environment sets. */
export type SettingName = keyof Account | 'publicUrl';

/** A setting that is not as it should be. */
export interface SettingFault {
  readonly setting: SettingName;
  readonly fault: 'missing' | 'quotes' | 'blank' | 'length' | 'form';
  readonly length: number;
}

/** What a check finds. */
export interface Text {
  readonly seen: string;
  readonly means?: string;
  readonly mend?: string;
}

/** By the name of a finding. A part in braces is one of its values. */
export type TextName =
  // green
  | 'settings_ok'
  | 'settings_of_file'
  | 'token_strong'
  | 'api_answers'
  | 'app_id_ok'
  | 'app_secret_ok'
  | 'whitelist_ok'
  | 'account_ok'
  | 'clock_ok'
  | 'qr_codes_ok'
  | 'quota_ok'
  | 'token_kept_ok'
  | 'unionid_ok'
  | 'callback_url_ok'
  | 'callback_url_local'
  | 'callback_reachable_ok'
  | 'handshake_ok'
  | 'signature_ok'
  | 'mode_ok'
  | 'push_ok'
  // red
  | 'settings_wrong'
  | 'token_weak'
  | 'refused'
  | 'no_answer'
  | 'no_answer_proxy'
  | 'not_wechat'
  | 'clock_differs'
  | 'quota_used_up'
  | 'token_invalidated'
  | 'no_unionid'
  | 'url_http'
  | 'url_ip'
  | 'url_private'
  | 'url_port'
  | 'callback_unreachable'
  | 'callback_answers'
  | 'handshake_refused'
  | 'handshake_other'
  | 'signature_ignored'
  | 'mode_plain_accepted'
  | 'push_refused'
  | 'push_refused_plain'
  | 'push_answer'
  // not checked
  | 'needs'
  | 'no_date'
  | 'no_url'
  | 'plain_mode'
  | 'call_refused'
  | 'call_unanswered'
  | 'unbound_on_purpose'
  | 'no_followers'
  | 'openid_unknown'
  | 'openid_not_following';

/** Everything that the doctor says, in one language. */
export interface Texts {
  /** What `wechat-mp-login doctor --help` prints. */
  readonly help: string;
  /** What is wrong with an argument. */
  readonly mistakes: {
    readonly url: string;
    readonly openid: string;
    readonly wait: (maxS: number) => string;
    readonly unreadable: (file: string) => string;
    readonly oldNode: (file: string) => string;
  };
  /** The names of the checks in the report. */
  readonly titles: Readonly<Record<CheckName, string>>;
  readonly texts: Readonly<Record<TextName, Text>>;
  /** What is wrong with a setting: {variable} is its variable, {length} how long it is. */
  readonly faults: Readonly<Record<SettingFault['fault'], string>>;
  /** What a setting has to look like. */
  readonly shapes: Readonly<Record<SettingName, string>>;
  /** Why nobody has answered: {code} is the code of Node.js. */
  readonly failures: Readonly<Record<FailureKind, string>>;
  /** Where to mend what an errcode means, by the check that is red. */
  readonly places: Readonly<Partial<Record<CheckName, string>>>;
  /** What an errcode means, by number. */
  readonly errcode: (code: number, sentence: string) => string;
  readonly labels: Readonly<
    Record<
      'means' | 'mend' | 'colon' | 'also' | 'notChecked' | 'green' | 'red' | 'left' | 'wait',
      string
    >
  >;
}
