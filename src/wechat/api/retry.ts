/** errcode -1, "busy": the one answer of WeChat's after which the same call is simply made again. */
import { WechatApiError } from './errors.js';

/** Once more, and once only. */
export async function retryBusy<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof WechatApiError && error.kind === 'busy') return call();
    throw error;
  }
}
