/** Makes calls with an access token, and repeats those that a new try or a new token can save. */
import { WechatApiError } from './errors.js';
import { callJson, type Call, type CallLimits, type JsonObject } from './http.js';
import type { AccessTokens } from './tokens/tokens.js';

/** @param request makes the request for a token */
export type AuthorizedCall = (
  request: (token: string) => Call,
  signal: AbortSignal | undefined,
) => Promise<JsonObject>;

/** Repeats a call once if WeChat is busy, and once with a new token if it refuses the token. */
export function createAuthorizedCall(tokens: AccessTokens, limits: CallLimits): AuthorizedCall {
  return async (request, signal) => {
    let token = await tokens.get(signal);
    let busyRetries = 1;
    let tokenRetries = 1;
    for (;;) {
      try {
        return await callJson({ ...request(token), signal }, limits);
      } catch (error) {
        if (!(error instanceof WechatApiError)) throw error;
        if (error.kind === 'busy' && busyRetries > 0) {
          busyRetries--;
        } else if (error.kind === 'token' && tokenRetries > 0) {
          tokenRetries--;
          const next = await tokens.replace(token, signal);
          if (next === token) throw error;
          token = next;
        } else {
          throw error;
        }
      }
    }
  };
}
