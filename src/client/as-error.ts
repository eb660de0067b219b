/** Turns whatever was thrown into the one kind of error that the page works with. */
import { isWechatMpLoginError, WechatMpLoginError } from '../protocol/errors.js';

/** For what a request rejects with, or the body of its answer: nothing but the network can fail there. */
export function throwUnreachable(cause: unknown): never {
  throw new WechatMpLoginError('unreachable', { message: String(cause), cause });
}

/** Keeps a `WechatMpLoginError` as it is and turns anything else into `internal_error`. */
export function asError(thrown: unknown): WechatMpLoginError {
  if (isWechatMpLoginError(thrown)) return thrown;
  return new WechatMpLoginError('internal_error', { message: String(thrown), cause: thrown });
}
