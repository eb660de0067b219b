/** The names of the checks and of their sentences. */

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
  | 'settings_missing'
  | 'settings_malformed'
  | 'token_weak'
  | 'refused'
  | 'no_answer'
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
  // not checked
  | 'needs'
  | 'no_date'
  | 'no_url'
  | 'plain_mode'
  | 'call_refused'
  | 'unbound_on_purpose'
  | 'no_followers'
  | 'openid_unknown'
  | 'openid_not_following';

/** Everything that the doctor says, in one language. */
export interface Texts {
  /** The names of the checks in the report. */
  readonly titles: Readonly<Record<CheckName, string>>;
  readonly texts: Readonly<Record<TextName, Text>>;
  /** Where to mend what an errcode means, by the check that is red. */
  readonly places: Readonly<Partial<Record<CheckName, string>>>;
  /** What an errcode means, by number. */
  readonly errcode: (code: number, sentence: string) => string;
  readonly labels: Readonly<
    Record<'means' | 'mend' | 'colon' | 'notChecked' | 'green' | 'red' | 'left' | 'wait', string>
  >;
}
