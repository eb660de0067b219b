/** Measures the calls of WeChat's API. */
import { WechatApiError } from '../../../wechat/api/errors.js';
import type { AroundRequest } from '../../../wechat/api/http.js';
import type { Metrics } from './metrics.js';

export function createWechatMeasure(metrics: Metrics, now: () => number): AroundRequest {
  return async (endpoint, request) => {
    const beganMs = now();
    const note = (error?: WechatApiError): void => {
      const { kind = 'ok', errcode } = error ?? {};
      const ms = Math.max(0, now() - beganMs);
      const details = errcode === undefined ? {} : { errcode };
      metrics({ type: 'wechat', endpoint, result: kind, ms, ...details });
    };
    try {
      const answer = await request();
      note();
      return answer;
    } catch (error) {
      // Anything else is the reason of a signal: nobody waits for the answer any more.
      if (error instanceof WechatApiError) note(error);
      throw error;
    }
  };
}
