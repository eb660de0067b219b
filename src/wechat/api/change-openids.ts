/**
 * What changeopenid says after an official account was migrated: which openid at the old account is
 * which at this one. Asked with the token of the new account, for 15 days.
 */
import { WechatApiError } from './errors.js';
import { badResponse, type JsonObject } from './http.js';

/** One openid of the old account, and what it has become. */
export interface ChangedOpenid {
  readonly from: string;
  /** Undefined where WeChat gives none: who does not follow the old account has none to give. */
  readonly to: string | undefined;
  /** Why there is none, in WeChat's words where it has any. */
  readonly reason?: string;
}

/** Openids in one call. */
export const maxChangedOpenids = 100;

const openidPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws WechatApiError where WeChat would refuse the call */
export function checkChange(fromAppId: string, openids: readonly string[]): void {
  if (!/^[A-Za-z0-9_]{1,64}$/.test(fromAppId)) {
    throw new WechatApiError('request', 'This is not the AppID of an official account.');
  }
  if (openids.length > maxChangedOpenids) {
    const sentence = `WeChat changes ${maxChangedOpenids} openids in one call at most.`;
    throw new WechatApiError('request', sentence);
  }
  if (!openids.every((openid) => openidPattern.test(openid))) {
    throw new WechatApiError('request', 'One of the openids is none.');
  }
}

/**
 * One result for each openid that was asked about, in that order.
 * @throws WechatApiError `misconfigured` where the list is left out, as it is without a migration
 */
export function readChanges(answer: JsonObject, openids: readonly string[]): ChangedOpenid[] {
  const { errcode, result_list: list = [] } = answer;
  if (errcode === 0 && Array.isArray(list) && list.length === 0) {
    const sentence =
      'WeChat gave no result: the migration is not finished, or it is older than 15 days.';
    throw new WechatApiError('misconfigured', sentence);
  }
  if (!Array.isArray(list) || list.length === 0) throw badResponse('a result_list that is none');
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
  if (typeof entry !== 'object' || entry === null) throw badResponse('a result that is no object');
  const { ori_openid: from, new_openid: to, err_msg: message } = entry as JsonObject;
  if (typeof from !== 'string') throw badResponse('a result without "ori_openid"');
  if (message === 'ok') {
    if (typeof to !== 'string' || !openidPattern.test(to))
      throw badResponse('a new openid that is none');
    return { from, to };
  }
  // Others have written it, and it ends up in a log: words only.
  const words = typeof message === 'string' && /^[a-z][a-z_ ]{0,63}$/i.test(message);
  return { from, to: undefined, reason: words ? message : 'no reason given' };
}
