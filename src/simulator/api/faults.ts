/** Makes an API call go wrong where the settings say so. */
import type { Timers } from '../../wechat/io/timers.js';
import { wait } from '../clock.js';
import { refusalOf } from './refusal.js';
import type { Endpoint, Fault, Settings } from '../settings.js';

export interface Faults {
  /**
   * The answer that a fault puts in place of the right one, or undefined.
   * @throws Refusal for an errcode, TypeError for a cut connection, the signal's reason
   */
  meet(endpoint: Endpoint, request: Request): Promise<Response | undefined>;
}

const html = '<html><head><title>502 Bad Gateway</title></head><body>502</body></html>';

export function createFaults(settings: Settings, timers: Timers): Faults {
  const met = new WeakMap<object, number>();

  function next(endpoint: Endpoint, request: Request): Exclude<Fault, number> | undefined {
    const given = settings.fail[endpoint];
    const fault = typeof given === 'function' ? given(request) : given;
    if (fault === undefined) return undefined;
    if (typeof fault === 'number') return { errcode: fault };
    const before = met.get(fault) ?? 0;
    if (before >= (fault.times ?? Infinity)) return undefined;
    met.set(fault, before + 1);
    return fault;
  }

  return {
    async meet(endpoint, request) {
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
          throw new TypeError('The simulated connection was cut.');
        default:
          return fault.answer satisfies never;
      }
    },
  };
}
