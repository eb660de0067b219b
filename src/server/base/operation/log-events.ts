/**
 * Every event of the log, with its levels and the fields of its details. A name with a question mark may be absent.
 * docs/log-events.md says what each means.
 */
import type { LogLevel } from '../log.js';

export const logEvents = {
  // Settings, at start
  callback_url_refused: { levels: ['warn'], fields: ['meaning'] },
  new_accounts_create: { levels: ['warn'], fields: ['meaning'] },
  confirm_none: { levels: ['warn'], fields: ['meaning'] },
  not_me_limited: { levels: ['warn'], fields: ['meaning'] },
  plain_mode: { levels: ['warn'], fields: ['officialAccount?', 'meaning'] },

  // How requests arrive
  body_already_read: { levels: ['warn'], fields: ['meaning'] },
  internal_error: { levels: ['error'], fields: ['error'] },
  not_a_request: { levels: ['error'], fields: ['meaning'] },
  push_not_taken: { levels: ['error'], fields: ['meaning'] },
  unexpected_path: { levels: ['warn'], fields: ['received?', 'expected', 'meaning'] },
  visitors_share_address: { levels: ['warn'], fields: ['meaning'] },

  // The store
  postgres_isolation: { levels: ['warn'], fields: ['isolation', 'meaning'] },
  postgres_no_schema: { levels: ['error'], fields: ['meaning'] },
  redis_evicts: { levels: ['warn'], fields: ['policy', 'meaning'] },
  redis_too_old: { levels: ['error'], fields: ['version', 'meaning'] },
  secrets_differ: { levels: ['warn'], fields: ['meaning'] },
  store_clock_differs: { levels: ['warn'], fields: ['byMs', 'meaning'] },
  store_failed: { levels: ['error'], fields: ['call', 'error', 'meaning?'] },
  store_full: { levels: ['error'], fields: ['meaning'] },
  store_listen_failed: { levels: ['warn'], fields: ['error', 'meaning'] },
  store_not_shared: { levels: ['warn'], fields: ['meaning'] },

  // Operation
  close_timed_out: { levels: ['warn'], fields: ['underWay', 'meaning'] },
  log_failed: { levels: ['error'], fields: ['error'] },
  metrics_failed: { levels: ['error'], fields: ['error'] },
  not_ready: { levels: ['error'], fields: ['store', 'error', 'meaning?'] },
  ready_again: { levels: ['info'], fields: [] },

  // WeChat's API
  authorization_failed: { levels: ['error'], fields: ['attempt', 'errcode?', 'rid?', 'sentence'] },
  codes_nearly_used_up: { levels: ['warn'], fields: ['perHour'] },
  openids_moved: { levels: ['info'], fields: ['moved', 'left'] },
  other_methods_offered: {
    levels: ['warn'],
    fields: ['officialAccount?', 'retryAfterMs', 'meaning'],
  },
  qr_code_failed: {
    levels: ['error'],
    fields: ['attempt', 'officialAccount?', 'errcode?', 'rid?', 'sentence'],
  },
  qr_codes_not_permitted: { levels: ['warn'], fields: ['officialAccount?', 'meaning'] },
  qr_codes_used_up: {
    levels: ['warn'],
    fields: ['officialAccount?', 'share', 'perDay', 'meaning'],
  },
  unionid_failed: { levels: ['error'], fields: ['attempt', 'errcode?', 'rid?', 'sentence'] },
  unionids_not_permitted: { levels: ['warn', 'error'], fields: ['officialAccount?', 'meaning'] },

  // Pushes
  clock_differs: { levels: ['warn'], fields: ['aheadS', 'meaning'] },
  forward_failed: { levels: ['error'], fields: ['officialAccount?', 'reason', 'host', 'meaning'] },
  on_push_failed: { levels: ['error'], fields: ['type', 'error', 'meaning'] },
  on_push_late: { levels: ['warn'], fields: ['type', 'meaning'] },
  push_refused: { levels: ['warn'], fields: ['officialAccount?', 'reason', 'meaning'] },
  push_unreadable: { levels: ['warn'], fields: ['officialAccount?', 'meaning'] },
  reply_refused: { levels: ['error'], fields: ['type', 'meaning'] },

  // What a login does
  authorized: { levels: ['info'], fields: ['attempt', 'how'] },
  confirmed: { levels: ['info'], fields: ['attempt', 'how', 'isRight'] },
  denied: { levels: ['info'], fields: ['attempt', 'wasCompleted'] },
  identity_conflict: { levels: ['warn'], fields: ['attempt'] },
  identity_record_lost: { levels: ['warn'], fields: ['attempt', 'meaning'] },
  known_unclear: { levels: ['warn'], fields: ['attempt', 'error'] },
  login_completed: { levels: ['info'], fields: ['attempt'] },
  login_undone: { levels: ['info'], fields: ['attempt', 'isSettled'] },
  not_authorized: { levels: ['info'], fields: ['attempt', 'reason', 'errcode?'] },
  oauth_without_cookie: { levels: ['warn'], fields: ['attempt'] },
  proofs_used_up: { levels: ['warn'], fields: ['attempt', 'of'] },
  scanned: { levels: ['info'], fields: ['attempt', 'how'] },
  sign_in_refused: { levels: ['info', 'warn'], fields: ['attempt?', 'problem?'] },
  signed_out_before_redeem: { levels: ['warn'], fields: ['attempt'] },
  undo_failed: { levels: ['error'], fields: ['attempt', 'tries', 'error'] },
  undo_incomplete: { levels: ['warn'], fields: ['attempt', 'missing'] },
  unfollowed_before_redeem: { levels: ['warn'], fields: ['attempt'] },

  // The functions of the application
  answer_changed: { levels: ['warn'], fields: ['problem'] },
  answer_refused: { levels: ['error'], fields: ['problem'] },
  bind_failed: { levels: ['error'], fields: ['attempt', 'error'] },
  captcha_answer_refused: { levels: ['error'], fields: ['meaning'] },
  captcha_failed: { levels: ['error'], fields: ['error'] },
  captcha_needed_failed: { levels: ['error'], fields: ['error'] },
  city_failed: { levels: ['warn'], fields: ['error'] },
  exchange_failed: { levels: ['error'], fields: ['error'] },
  followed_failed: { levels: ['error'], fields: ['error'] },
  identities_failed: { levels: ['error'], fields: ['error'] },
  identity_records_failed: { levels: ['error'], fields: ['error'] },
  join_failed: { levels: ['error'], fields: ['attempt', 'error'] },
  notify_failed: { levels: ['error'], fields: ['notice', 'error'] },
  on_event_failed: { levels: ['error'], fields: ['event', 'error'] },
  redeem_failed: { levels: ['error'], fields: ['attempt', 'error'] },
  session_failed: { levels: ['error'], fields: ['error'] },
  sessions_not_ended: { levels: ['error'], fields: ['tries', 'error'] },
  unlink_failed: { levels: ['error'], fields: ['error'] },
  verification_code_failed: { levels: ['error'], fields: ['attempt', 'method', 'error'] },
} as const satisfies Readonly<
  Record<string, { readonly levels: readonly LogLevel[]; readonly fields: readonly string[] }>
>;

type Table = typeof logEvents;

export type LogEvent = keyof Table;

type FieldOf<Event extends LogEvent> = Table[Event]['fields'][number];

/** What a line of this event says: all of its fields, and no other. */
export type LogDetails<Event extends LogEvent> = Event extends LogEvent
  ? { readonly [Field in Exclude<FieldOf<Event>, `${string}?`>]: unknown } & {
      readonly [Field in FieldOf<Event> as Field extends `${infer Name}?` ? Name : never]?: unknown;
    }
  : never;

/** The events of which the log says the kind of an error, and nothing else. */
export type ErrorEvent = {
  [Event in LogEvent]: Table[Event]['fields'] extends readonly ['error'] ? Event : never;
}[LogEvent];

type NameOf<Event extends LogEvent> = Event extends LogEvent ? keyof LogDetails<Event> : never;

/** Fields that the table does not give this event, which a spread would let in otherwise. */
type NoOthers<Event extends LogEvent, Details> = Readonly<
  Record<Exclude<keyof Details, NameOf<Event>>, never>
>;

/** A `Log` that takes the events of the table alone, each at its levels and with its fields. */
export type EventLog = <Event extends LogEvent, Details extends LogDetails<Event>>(
  level: Table[Event]['levels'][number],
  event: Event,
  details: Details & NoOthers<Event, Details> & Readonly<Record<string, unknown>>,
) => void;
