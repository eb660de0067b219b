/** Turns whatever was thrown into the one kind of error that the page works with. */
import { isWechatMpLoginError, WechatMpLoginError } from '../protocol/errors.js';

/** Keeps a `WechatMpLoginError` as it is and turns anything else into `internal_error`. */
export function asError(thrown: unknown): WechatMpLoginError {
  if (isWechatMpLoginError(thrown)) return thrown;
  return new WechatMpLoginError('internal_error', { message: String(thrown), cause: thrown });
}
