/** Compares WeChat's clock with this server's. */
import { clockToleranceS } from '../../../wechat/push/verify-push.js';
import type { Push } from '../../../wechat/push/messages.js';
import type { EventLog } from '../../base/operation/log-events.js';

/** How late a push may be by both clocks: WeChat repeats it for 15 s, and networks are slow. */
const deliveryS = 60;
const warnAboveS = 60;

/**
 * These sign nobody in. Pushes of type `other` may have no time, and a report about messages that were
 * sent may have that of the order to send them: an application must not lose it.
 */
const untimed: ReadonlySet<Push['type']> = new Set([
  'other',
  'templatesendjobfinish',
  'masssendjobfinish',
  'subscribe_msg_sent_event',
]);

/**
 * Whether the push tells of something long ago. The time in its query proves nothing: the signature
 * stays right if timestamp and nonce are swapped (docs/wechat.md#signatures), and then a captured push
 * looks new. `CreateTime` is inside the encryption.
 */
export function isOfThePast({ type, createdAtS }: Push, nowS: number): boolean {
  if (untimed.has(type)) return false;
  return createdAtS < nowS - clockToleranceS - deliveryS || createdAtS > nowS + clockToleranceS;
}

/** Given the timestamp of a push with a right signature. */
export type ClockWatch = (timestampS: number, nowS: number) => void;

/** Warns once that the clocks differ: nobody can sign in if they differ by more than five minutes. */
export function createClockWatch(log: EventLog): ClockWatch {
  let hasWarned = false;
  return (timestampS, nowS) => {
    const aheadS = nowS - timestampS;
    if (hasWarned || Math.abs(aheadS) <= warnAboveS) return;
    hasWarned = true;
    const difference = `${Math.abs(aheadS)} s ${aheadS > 0 ? 'ahead of' : 'behind'} WeChat's`;
    log('warn', 'clock_differs', {
      aheadS,
      meaning:
        `The clock of this server is ${difference}, unless this push was held up on its way. Set ` +
        `the clock, for example by NTP: if it differs by more than ${clockToleranceS} s, every push ` +
        'is refused and nobody can sign in.',
    });
  };
}
