/** Adds the unionid to an identity that was recorded without it. */
import { withTimeout } from '../../wechat/io/timeout.js';
import { refusedByWechat } from '../base/wechat-failure.js';
import { errorKind } from '../base/log.js';
import type { FoundAccount, Identity } from '../host/host.js';
import type { Backend } from './backend.js';

export const unionidTimeoutMs = 3000;
/** Short, because the visitor waits for it although the login does not need it. */
const joinTimeoutMs = 2000;

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
  { officialAccounts, log }: Backend,
  attemptId: string,
  { appId, openid }: Identity,
): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(unionidTimeoutMs);
    return (await officialAccounts.byAppId(appId)?.api.userInfo(openid, signal))?.unionid;
  } catch (cause) {
    refusedByWechat(log, 'unionid_failed', { attempt: attemptId }, cause);
    return undefined;
  }
}
