/** Repeats calls that WeChat is too busy to answer (errcode -1). */
import { WechatApiError } from './errors.js';

/** Makes the call, and repeats it once if WeChat is busy. */
export async function retryBusy<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof WechatApiError && error.kind === 'busy') return call();
    throw error;
  }
}
