/** Every event of the log, with its levels. docs/log-events.md says what each means. */
import type { LogLevel } from '../log.js';

export const logEvents = {
  // Settings, at start
  callback_url_refused: ['warn'],
  new_accounts_create: ['warn'],
  confirm_none: ['warn'],
  not_me_limited: ['warn'],
  plain_mode: ['warn'],

  // How requests arrive
  body_already_read: ['warn'],
  internal_error: ['error'],
  not_a_request: ['error'],
  push_not_taken: ['error'],
  unexpected_path: ['warn'],
  visitors_share_address: ['warn'],

  // The store
  postgres_isolation: ['warn'],
  postgres_no_schema: ['error'],
  redis_evicts: ['warn'],
  redis_too_old: ['error'],
  store_clock_differs: ['warn'],
  store_failed: ['error'],

  // Operation
  close_timed_out: ['warn'],
  log_failed: ['error'],
  metrics_failed: ['error'],
  not_ready: ['error'],
  ready_again: ['info'],

  // WeChat's API
  authorization_failed: ['error'],
  codes_nearly_used_up: ['warn'],
  openids_moved: ['info'],
  other_methods_offered: ['warn'],
  qr_code_failed: ['error'],
  qr_codes_not_permitted: ['warn'],
  qr_codes_used_up: ['warn'],
  unionid_failed: ['error'],
  unionids_not_permitted: ['warn', 'error'],

  // Pushes
  clock_differs: ['warn'],
  forward_failed: ['error'],
  on_push_failed: ['error'],
  on_push_late: ['warn'],
  push_refused: ['warn'],
  push_unreadable: ['warn'],
  reply_refused: ['error'],

  // What a login does
  authorized: ['info'],
  confirmed: ['info'],
  denied: ['info'],
  identity_conflict: ['warn'],
  identity_record_lost: ['warn'],
  known_unclear: ['warn'],
  login_completed: ['info'],
  login_undone: ['info'],
  not_authorized: ['info'],
  oauth_without_cookie: ['warn'],
  proofs_used_up: ['warn'],
  scanned: ['info'],
  sign_in_refused: ['info', 'warn'],
  signed_out_before_redeem: ['warn'],
  undo_failed: ['error'],
  undo_incomplete: ['warn'],
  unfollowed_before_redeem: ['warn'],

  // The functions of the application
  answer_changed: ['warn'],
  answer_refused: ['error'],
  bind_failed: ['error'],
  captcha_answer_refused: ['error'],
  captcha_failed: ['error'],
  captcha_needed_failed: ['error'],
  city_failed: ['warn'],
  exchange_failed: ['error'],
  followed_failed: ['error'],
  identities_failed: ['error'],
  identity_records_failed: ['error'],
  join_failed: ['error'],
  notify_failed: ['error'],
  on_event_failed: ['error'],
  redeem_failed: ['error'],
  session_failed: ['error'],
  sessions_not_ended: ['error'],
  unlink_failed: ['error'],
  verification_code_failed: ['error'],
} as const satisfies Readonly<Record<string, readonly LogLevel[]>>;

export type LogEvent = keyof typeof logEvents;

/** A `Log` that takes the events of the table alone, each at its levels. */
export type EventLog = <Event extends LogEvent>(
  level: (typeof logEvents)[Event][number],
  event: Event,
  details: Readonly<Record<string, unknown>>,
) => void;
