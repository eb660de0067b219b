/** Asks WeChat for a unionid, and adds it to an identity that was recorded without it. */
import { notPermitted, WechatApiError } from '../../wechat/api/errors.js';
import { withSignal, withTimeout } from '../../wechat/io/timeout.js';
import { unavailable } from '../base/errors.js';
import { refusedByWechat } from '../base/wechat-failure.js';
import { errorKind } from '../base/log.js';
import type { FoundAccount, Identity } from '../host/host.js';
import type { Backend } from './backend.js';

export const unionidTimeoutMs = 3000;
/** Short, because the visitor waits for it although the login does not need it. */
const joinTimeoutMs = 2000;

/** How long WeChat is not asked again about the followers of an account that may not ask. */
const permissionPauseMs = 3_600_000;

/**
 * What WeChat says about a follower. Undefined for an account that may not ask (48001), unless
 * `openPlatform: true` says that its followers have unionids: then only an answer helps.
 */
export async function askAboutFollower(
  { officialAccounts, options, log }: Backend,
  { appId, openid }: Identity,
  signal: AbortSignal,
): Promise<{ readonly subscribed: boolean; readonly unionid?: string } | undefined> {
  const official = officialAccounts.byAppId(appId);
  // The options named it when the attempt was created.
  if (!official) throw unavailable('misconfigured');
  const { pauses, named, api } = official;
  if (pauses.followers.isOn()) return undefined;
  try {
    return await api.userInfo(openid, signal);
  } catch (cause) {
    const isNotPermitted = cause instanceof WechatApiError && cause.errcode === notPermitted;
    if (!isNotPermitted) throw cause;
    const meaning = meanings[options.expectsUnionid ? 'expected' : 'possible'];
    if (options.expectsUnionid) log('error', 'unionids_not_permitted', { ...named, meaning });
    else if (!pauses.followers.wasOn())
      log('warn', 'unionids_not_permitted', { ...named, meaning });
    if (options.expectsUnionid) throw cause;
    pauses.followers.start(permissionPauseMs);
    return undefined;
  }
}

const why =
  'WeChat tells this account nothing about its followers (errcode 48001), and so no unionid.';
const meanings = {
  expected: `${why} \`openPlatform: true\` waits for one, so nobody who is new can sign in. Get the account verified, or set \`openPlatform: false\`.`,
  possible: `${why} People are known by their openid alone. Set \`openPlatform: false\`, and WeChat is not asked; or get the account verified.`,
} as const;

/** Never rejects, because the openid is enough to sign in. */
export async function recordUnionid(
  backend: Backend,
  attemptId: string,
  identity: Identity,
  account: FoundAccount,
): Promise<void> {
  const { accounts, options, notify, log } = backend;
  if (!account.lacksUnionid || !options.openPlatform || !accounts.join) return;
  const unionid = await readUnionid(backend, attemptId, identity);
  if (unionid === undefined) return;
  const complete = { ...identity, unionid };
  try {
    const result = await withTimeout<string>(joinTimeoutMs, accounts.join(complete), () => 'late');
    if (result !== 'conflict') return;
    log('warn', 'identity_conflict', { attempt: attemptId });
    backend.emit({ type: 'identity_conflict', attempt: attemptId });
    notify({ type: 'identity_conflict', key: attemptId, identity: complete });
  } catch (error) {
    log('error', 'join_failed', { attempt: attemptId, error: errorKind(error) });
  }
}

async function readUnionid(
  backend: Backend,
  attemptId: string,
  identity: Identity,
): Promise<string | undefined> {
  try {
    const user = await withSignal(unionidTimeoutMs, (signal) =>
      askAboutFollower(backend, identity, signal),
    );
    return user?.unionid;
  } catch (cause) {
    refusedByWechat(backend.log, 'unionid_failed', { attempt: attemptId }, cause);
    return undefined;
  }
}
