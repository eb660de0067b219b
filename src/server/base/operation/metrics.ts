/** What the backend tells about its own operation. `wechat-mp-login/server/metrics` makes metrics of it. */
import type { ProblemCode } from '../../../protocol/errors.js';
import type { AttemptState, Method } from '../../../protocol/messages.js';
import type { WechatApiErrorKind } from '../../../wechat/api/errors.js';
import type { Push } from '../../../wechat/push/messages.js';
import { isProblemCode } from '../../../protocol/error-codes.js';
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { errorKind } from '../log.js';
import type { EventLog } from './log-events.js';
import type { Share } from '../limits/qr-code-budget.js';

/** One thing that has happened. Every word in it is one of few: no id, no address and nothing that anyone sent. */
export type Measurement =
  /** An attempt was created, or reached another state. */
  | {
      readonly type: 'attempt';
      readonly event: 'created' | Exclude<AttemptState, 'pending'>;
      readonly method: Method;
      /** Why it failed: an error code of the protocol. */
      readonly reason?: string;
    }
  /** How long an attempt has waited: for the scan, for the answer in the chat, for its page, for the prompts. */
  | {
      readonly type: 'stage';
      readonly stage: 'scan' | 'confirm' | 'redeem' | 'bind';
      readonly ms: number;
    }
  /** A request was answered: `ok`, or with an error code of the protocol. */
  | {
      readonly type: 'request';
      readonly endpoint: EndpointName;
      readonly result: 'ok' | ProblemCode;
    }
  /** A stream or a held read began (1) or ended (-1). */
  | { readonly type: 'waiting'; readonly as: 'stream' | 'held'; readonly change: 1 | -1 }
  /** A request, or what goes on after its answer, began (1) or ended (-1). */
  | { readonly type: 'underWay'; readonly change: 1 | -1 }
  | { readonly type: 'closing' }
  /** A function of the store or of the application has settled. */
  | {
      readonly type: 'call';
      readonly to: CallTarget;
      readonly name: string;
      readonly ms: number;
      readonly hasFailed: boolean;
    }
  /** WeChat's API has answered, or has not. */
  | {
      readonly type: 'wechat';
      /** The path, such as `/cgi-bin/qrcode/create`. */
      readonly endpoint: string;
      readonly result: 'ok' | WechatApiErrorKind;
      readonly errcode?: number;
      readonly ms: number;
    }
  /** A QR code was taken from a share of the day's, of which `used` is now used, from 0 to 1. */
  | {
      readonly type: 'qrCode';
      readonly officialAccount: string;
      readonly share: Share;
      readonly used: number;
    }
  /** A push of WeChat's, that of a login or the application's; or one that was refused. */
  | {
      readonly type: 'push';
      readonly kind: Push['type'] | 'unreadable';
      readonly of: 'login' | 'other';
    }
  | { readonly type: 'pushRefused'; readonly reason: string }
  /** A security event (docs/security-events.md). `limit` if it is `limit_hit`. */
  | { readonly type: 'securityEvent'; readonly event: string; readonly limit?: string };

export type CallTarget =
  'store' | 'identityRecords' | 'accounts' | 'sessions' | 'notify' | 'onEvent' | 'onPush';

export type EndpointName =
  | 'create'
  | 'watch'
  | 'cancel'
  | 'redeem'
  | 'bind'
  | 'codes'
  | 'identities'
  | 'unlink'
  | 'token'
  | 'callback'
  | 'push'
  | 'verify';

/** Receives every measurement, at once: it must be quick. If it throws, the log says so, once. */
export type Metrics = (measurement: Measurement) => void;

/** For a backend without metrics. */
export const noMetrics: Metrics = () => undefined;

export function guardMetrics(metrics: Metrics | undefined, log: EventLog): Metrics {
  if (!metrics) return noMetrics;
  let hasFailed = false;
  return (measurement) => {
    try {
      metrics(measurement);
    } catch (error) {
      if (!hasFailed) log('error', 'metrics_failed', { error: errorKind(error) });
      hasFailed = true;
    }
  };
}

/** Answers a request, and counts how. */
export async function measureRequest<T>(
  metrics: Metrics,
  endpoint: EndpointName,
  answer: () => Promise<T>,
): Promise<T> {
  try {
    const answered = await answer();
    metrics({ type: 'request', endpoint, result: 'ok' });
    return answered;
  } catch (error) {
    const result =
      isWechatMpLoginError(error) && isProblemCode(error.code) ? error.code : 'internal_error';
    metrics({ type: 'request', endpoint, result });
    throw error;
  }
}

/** Makes a call, and measures it. */
export type Measure = <T>(to: CallTarget, name: string, call: () => Promise<T>) => Promise<T>;

const failures: readonly string[] = ['store_unavailable', 'misconfigured', 'internal_error'];

export function createMeasure(metrics: Metrics, now: () => number): Measure {
  if (metrics === noMetrics) return (_to, _name, call) => call();
  return async (to, name, call) => {
    const beganMs = now();
    let hasFailed = false;
    try {
      return await call();
    } catch (error) {
      // Any other error of ours is an answer: a limit is reached, somebody is refused.
      hasFailed = !isWechatMpLoginError(error) || failures.includes(error.code);
      throw error;
    } finally {
      metrics({ type: 'call', to, name, ms: Math.max(0, now() - beganMs), hasFailed });
    }
  };
}

/**
 * The same functions, each of them measured. They must not use `this`.
 * @param prefix of the names in the measurements
 */
export function measureAll<T extends object>(
  measure: Measure,
  to: CallTarget,
  functions: T,
  prefix = '',
): T {
  type Call = (...given: unknown[]) => Promise<unknown>;
  // Every property of what this is used for is a function that returns a promise, and keeps its type.
  const entries = Object.entries(functions) as [string, Call][];
  const measured = entries.map(([name, call]): [string, Call] => [
    name,
    (...given) => measure(to, prefix + name, () => call(...given)),
  ]);
  return Object.fromEntries(measured) as T;
}
