/** Remembers how WeChat's API has answered last, for `login.health()`. It never asks by itself. */
import { WechatApiError, type WechatApiErrorKind } from '../../../wechat/api/errors.js';
import type { AroundRequest } from '../../../wechat/api/http.js';

export interface LastResult {
  /** `unknown` before the first call. Otherwise `ok`, or what kind of error it was. */
  readonly result: 'unknown' | 'ok' | WechatApiErrorKind;
  /** WeChat's error code, if it sent one: docs/wechat.md#error-codes. */
  readonly errcode?: number;
  /** When, in ISO 8601. Absent before the first call. */
  readonly at?: string;
}

/** Calls without which nobody signs in. An account may lack the right to others, and serves all the same. */
const needed = ['/cgi-bin/stable_token', '/cgi-bin/qrcode/create', '/sns/oauth2/access_token'];

export function createLastResult(now: () => number): {
  readonly around: AroundRequest;
  readonly read: () => LastResult;
} {
  let last: LastResult = { result: 'unknown' };

  function note(path: string, { kind, errcode }: Partial<WechatApiError>): void {
    if (!needed.some((each) => path.endsWith(each))) return;
    // The code of a sign-in inside WeChat comes from a visitor's address bar, and may be anything.
    if (kind === 'request' && path.includes('/sns/')) return;
    const details = errcode === undefined ? {} : { errcode };
    last = { result: kind ?? 'ok', ...details, at: new Date(now()).toISOString() };
  }

  return {
    async around(path, request) {
      try {
        const answer = await request();
        note(path, {});
        return answer;
      } catch (error) {
        // Anything else is the reason of a signal: nobody waits for the answer any more.
        if (error instanceof WechatApiError) note(path, error);
        throw error;
      }
    },
    read: () => last,
  };
}
