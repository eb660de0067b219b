/** The answers of scripted backends. */
import { WechatMpLoginError } from 'wechat-mp-login/protocol';

/** `never` does not answer until the caller gives up. */
export type Answer<T> = T | WechatMpLoginError | 'never';

export async function scriptedAnswer<T>(answer: Answer<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  if (answer instanceof WechatMpLoginError) throw answer;
  if (answer !== 'never') return answer;
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
