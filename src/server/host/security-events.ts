/** Events for the application's security monitoring. They contain no secret, so a log may keep them. */
import type { Environment } from '../base/environment.js';
import { createBuckets } from '../base/limits/rate-limits.js';
import type { DayLimit } from '../base/limits/qr-code-budget.js';
import type { MinuteLimit } from '../base/limits/create-limit.js';
import { errorKind } from '../base/log.js';

/** What has happened. docs/security-events.md says what to do about each. */
export type SecurityEvent = SecurityEventDetails & {
  /** How many events of this type were left out before this one, because there were too many. */
  readonly omitted?: number;
};

type SecurityEventDetails =
  /** Somebody has pressed "Not me" in the chat, or typed wrong digits three times. */
  | {
      readonly type: 'denied';
      readonly attempt: string;
      readonly by: 'notMe' | 'wrongDigits';
      /** Whether the login had been completed, and what descended from it was undone. */
      readonly wasCompleted: boolean;
    }
  /** A second WeChat user has scanned a QR code, or answered a question, that is another one's. */
  | { readonly type: 'contested'; readonly attempt: string }
  /**
   * A browser has loaded the callback of web authorization without the cookie of its attempt: somebody
   * has sent the address on, or the browser keeps no cookies.
   */
  | { readonly type: 'foreign_callback'; readonly attempt: string }
  /** A person has signed in with a confirmation from a browser that was not known. */
  | { readonly type: 'new_browser'; readonly attempt: string; readonly accountId: string }
  /** A push that does not come from WeChat, or that nobody can tell does. */
  | ({ readonly type: 'forged_push'; readonly reason: string } & OfAccount)
  /** A push of WeChat's that somebody has captured and sent again later. */
  | ({ readonly type: 'replay'; readonly reason: string } & OfAccount)
  /** A WeChat user belongs to another account than the one that they were to be linked or joined to. */
  | { readonly type: 'identity_conflict'; readonly attempt: string }
  /** A WeChat user was linked to an account that existed. */
  | { readonly type: 'linked'; readonly attempt: string; readonly accountId: string }
  | { readonly type: 'unlinked'; readonly accountId: string }
  /** All tries of one attempt to prove an account are used up. */
  | {
      readonly type: 'proofs_used_up';
      readonly attempt: string;
      readonly of: 'chatDigits' | 'account';
    }
  /** A limit has refused a request. */
  | {
      readonly type: 'limit_hit';
      readonly limit: SecurityLimit;
      /** The network that the request came from, as an IPv4 /24 or an IPv6 /48. */
      readonly network?: string;
      readonly attempt?: string;
    }
  /** A captcha was not solved: the token was wrong, was used before, or could not be checked. */
  | {
      readonly type: 'captcha_failed';
      readonly reason: 'wrong' | 'used' | 'unchecked';
      readonly network: string;
    }
  /** WeChat refuses to make more QR codes for now. */
  | ({ readonly type: 'quota_exhausted'; readonly retryAfterMs: number } & OfAccount);

interface OfAccount {
  /** The key of the official account, if there are several. */
  readonly officialAccount?: string;
}

/** The limits that an event can name. Most are settings of `limits`. */
export type SecurityLimit =
  | MinuteLimit
  | DayLimit
  /** Wrong proofs of an account (`badProofsPer…`). */
  | 'badProofs'
  /** `verificationCodesPer…`. */
  | 'verificationCodes'
  /** New accounts that the application refused. */
  | 'refusedAccounts'
  /** One-time session codes that could not be exchanged. */
  | 'badSessionCodes'
  /** Ten scans of one WeChat user in a minute. */
  | 'scansPerIdentityPerMinute'
  /** Five wrong digits of one WeChat user in ten minutes (level message). */
  | 'wrongDigitsPerIdentity'
  /** A thousand wrong digits of all WeChat users at one official account in ten minutes. */
  | 'wrongDigits';

/** The application's function that receives the events. If it throws or rejects, the error is logged. */
export type OnEvent = (event: SecurityEvent) => void | Promise<void>;

/** Hands over one event. Returns at once and never throws. */
export type EmitEvent = (event: SecurityEventDetails) => void;

/** Anybody can cause some events by the thousand. */
const perMinute = 20;

export function createEmitter(
  { log, now }: Pick<Environment, 'log' | 'now'>,
  onEvent: OnEvent | undefined,
): EmitEvent {
  if (!onEvent) return () => undefined;
  const buckets = createBuckets({ capacity: perMinute, perSecond: perMinute / 60, now });
  const omitted = new Map<string, number>();

  async function send(event: SecurityEvent): Promise<void> {
    // Yields first: the caller may still have to write, and an `onEvent` that throws must not stop it.
    await Promise.resolve();
    await onEvent?.(event);
  }

  return (event) => {
    // One limit that is hit all the time must not hide that another one was hit.
    const kind = event.type === 'limit_hit' ? `limit_hit ${event.limit}` : event.type;
    const before = omitted.get(kind) ?? 0;
    if (buckets.take(kind) > 0) {
      omitted.set(kind, before + 1);
      return;
    }
    omitted.delete(kind);
    send(before === 0 ? event : { ...event, omitted: before }).catch((error: unknown) => {
      log('error', 'on_event_failed', { event: event.type, error: errorKind(error) });
    });
  };
}
