/** Makes API calls fail where the settings say so. */
import type { Timers } from '../../wechat/io/timers.js';
import { wait } from '../clock.js';
import type { Endpoint, Fault, Settings } from '../settings.js';
import { refusalOf } from './refusal.js';

export interface Faults {
  /**
   * Returns the answer that a fault puts in place of the right one; undefined for none.
   * @throws Refusal for an errcode, TypeError for a dropped connection, the signal's reason
   */
  intercept(endpoint: Endpoint, request: Request): Promise<Response | undefined>;
}

const html = '<html><head><title>502 Bad Gateway</title></head><body>502</body></html>';

export function createFaults(settings: Settings, timers: Timers): Faults {
  /** How many calls each fault has met, for `times`. */
  const counts = new WeakMap<object, number>();

  function next(endpoint: Endpoint, request: Request): Exclude<Fault, number> | undefined {
    const setting = settings.fail[endpoint];
    const fault = typeof setting === 'function' ? setting(request) : setting;
    if (fault === undefined) return undefined;
    if (typeof fault === 'number') return { errcode: fault };
    const count = counts.get(fault) ?? 0;
    if (count >= (fault.times ?? Infinity)) return undefined;
    counts.set(fault, count + 1);
    return fault;
  }

  return {
    async intercept(endpoint, request) {
      const fault = next(endpoint, request);
      if (fault === undefined) return undefined;
      if (fault.delayMs !== undefined) await wait(timers, fault.delayMs, request.signal);
      if ('errcode' in fault) {
        throw refusalOf(fault.errcode, settings.callerAddress, fault.errmsg);
      }
      if (!('answer' in fault)) return undefined;
      switch (fault.answer) {
        case 'html':
          return new Response(html, {
            status: fault.status ?? 502,
            headers: { 'content-type': 'text/html' },
          });
        case 'empty':
          return new Response('', { status: fault.status ?? 200 });
        case 'cut':
          throw new TypeError('The simulated connection was dropped.');
        default:
          return fault.answer satisfies never;
      }
    },
  };
}
