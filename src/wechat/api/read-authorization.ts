/** Reads the answer about somebody who has authorized a page (docs/wechat.md#web-authorization). */
import { badResponse, type JsonObject } from './http.js';

/** The person who has authorized a page inside WeChat. */
export interface AuthorizedUser {
  readonly openid: string;
  readonly unionid?: string;
  /** WeChat showed a snapshot of the page: the ids belong to nobody. */
  readonly isVirtual: boolean;
}

const id = /^[A-Za-z0-9_-]{1,64}$/;

export function readAuthorizedUser(answer: JsonObject): AuthorizedUser {
  const { openid, unionid, is_snapshotuser: isSnapshotUser } = answer;
  if (typeof openid !== 'string' || !id.test(openid)) {
    throw badResponse('an authorization without an openid');
  }
  // Anything but a clear no counts as virtual: such an openid must open no account.
  const isVirtual = ![undefined, null, 0, false, '', '0'].some((no) => no === isSnapshotUser);
  if (unionid === undefined || unionid === null || unionid === '') return { openid, isVirtual };
  if (typeof unionid !== 'string' || !id.test(unionid)) throw badResponse('a malformed unionid');
  return { openid, unionid, isVirtual };
}
