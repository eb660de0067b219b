/** The call for new openids after a migration: its checks and its answer (docs/wechat.md#account-migration). */
import { WechatApiError } from './errors.js';
import { badResponse, type JsonObject } from './http.js';

/** The openid of one follower at the old account and at the new one. */
export interface ChangedOpenid {
  readonly from: string;
  /** Undefined if WeChat returns none, as for people who did not follow the old account. */
  readonly to: string | undefined;
  /** Why there is none, in WeChat's words if it gives any. */
  readonly reason?: string;
}

/** The most openids that one call may ask about. */
const maxChangedOpenids = 100;

const openidPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws WechatApiError if WeChat would refuse the call */
export function checkChange(fromAppId: string, openids: readonly string[]): void {
  if (!/^[A-Za-z0-9_]{1,64}$/.test(fromAppId)) {
    throw new WechatApiError('request', 'fromAppId is not the AppID of an official account.');
  }
  if (openids.length > maxChangedOpenids) {
    const sentence = `openids: WeChat changes at most ${maxChangedOpenids} in one call.`;
    throw new WechatApiError('request', sentence);
  }
  if (!openids.every((openid) => openidPattern.test(openid))) {
    throw new WechatApiError('request', 'openids: one of them is not an openid.');
  }
}

/**
 * Returns one result for each openid, in the same order.
 * @throws WechatApiError `misconfigured` if the answer has no list, as without a migration
 */
export function readChanges(answer: JsonObject, openids: readonly string[]): ChangedOpenid[] {
  const { errcode, result_list: list = [] } = answer;
  if (errcode === 0 && Array.isArray(list) && list.length === 0) {
    const sentence =
      'WeChat returned no openids: the migration is not finished, or it is older than 15 days.';
    throw new WechatApiError('misconfigured', sentence);
  }
  if (!Array.isArray(list) || list.length === 0) throw badResponse('a malformed result_list');
  const found = new Map<string, ChangedOpenid>();
  for (const entry of list as unknown[]) {
    const change = readChange(entry);
    found.set(change.from, change);
  }
  return openids.map(
    (from) => found.get(from) ?? { from, to: undefined, reason: 'left out of the answer' },
  );
}

function readChange(entry: unknown): ChangedOpenid {
  if (typeof entry !== 'object' || entry === null)
    throw badResponse('a result that is not an object');
  const { ori_openid: from, new_openid: to, err_msg: message } = entry as JsonObject;
  if (typeof from !== 'string') throw badResponse('a result without "ori_openid"');
  if (message === 'ok') {
    if (typeof to !== 'string' || !openidPattern.test(to)) {
      throw badResponse('a malformed new openid');
    }
    return { from, to };
  }
  // The message ends up in a log, so only plain words are kept.
  const isPlain = typeof message === 'string' && /^[a-z][a-z_ ]{0,63}$/i.test(message);
  return { from, to: undefined, reason: isPlain ? message : 'no reason given' };
}
