/** Chooses the method to go on with after one that the backend has refused. */
import type { WechatMpLoginError } from '../../../protocol/errors.js';
import type { Method } from '../../../protocol/messages.js';
import type { RunSettings } from '../context.js';

/** Goes on with another method that the page can use, if the backend names one instead of this one. */
export function useOtherMethod(
  { about, methods, choice }: RunSettings,
  { code, methods: offered }: WechatMpLoginError,
  refused: readonly Method[],
): boolean {
  // A backend of level core does not know the other methods.
  const isUnknown = code === 'invalid_request' && about.method !== 'scan';
  const working = offered ?? (isUnknown ? ['scan'] : []);
  const other = methods.find((method) => working.includes(method) && !refused.includes(method));
  if (!other) return false;
  choice.method = about.method = other;
  return true;
}
