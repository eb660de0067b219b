/** The signed-in person's own WeChats, for a settings page: which there are, and taking one away. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { IdentityList, LinkedIdentity } from '../../protocol/messages.js';
import { callHost } from '../host/call-host.js';
import type { Caller } from '../host/caller.js';
import type { Config } from '../check-options.js';
import { type Notifier } from '../host/notices.js';
import { errorKind } from '../base/log.js';
import type { Accounts, CurrentSession, HostIdentity, Sessions } from '../host/host.js';
import { isFresh } from '../host/fresh.js';

/** As many as a page reads (protocol/read.ts). */
const maxListed = 50;
const maxIdLength = 200;
const maxEndings = 3;

export interface IdentitiesOptions {
  readonly config: Config;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly notifier: Notifier;
}

export interface Identities {
  /** @throws WechatMpLoginError `reauthentication_required`, `not_found`, `store_unavailable` */
  list(caller: Caller): Promise<IdentityList>;
  /**
   * From now on the person of this identity opens nothing, and only this caller is still signed in.
   * @throws WechatMpLoginError also `last_way_in`
   */
  unlink(id: string, caller: Caller): Promise<void>;
}

export function createIdentities(options: IdentitiesOptions): Identities {
  const { config, accounts, sessions, notifier } = options;
  const { now, log, randomToken, wechat, officialAccount } = config;

  async function signedIn(caller: Caller): Promise<CurrentSession> {
    const current = await sessions.current?.(caller);
    if (!current) throw new WechatMpLoginError('reauthentication_required');
    return current;
  }

  const shown = ({ id, appId, linkedAtMs }: HostIdentity): LinkedIdentity => ({
    id,
    ...(appId === wechat.appId ? { officialAccount: officialAccount.name } : {}),
    linkedAt: new Date(linkedAtMs).toISOString(),
  });

  /** Nobody can ask for it once more: by then the identity is unknown. */
  async function endAll(accountId: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await sessions.endAll?.(accountId);
        return;
      } catch (error) {
        log('error', 'sessions_not_ended', { tries, error: errorKind(error) });
        if (tries === maxEndings) throw error;
      }
    }
  }

  /** A new session for the caller, after every session that was there before. */
  async function startOver(
    { account, authenticatedAtMs }: CurrentSession,
    caller: Caller,
  ): Promise<void> {
    await endAll(account.id);
    const context = { key: randomToken(16), caller, isNew: false, authenticatedAtMs };
    const { setCookies = [] } = await sessions.open(account, context);
    for (const line of setCookies) caller.setCookie(line);
  }

  return {
    async list(caller) {
      if (!sessions.current || !accounts.identities) throw new WechatMpLoginError('not_found');
      return callHost(log, 'identities_failed', async () => {
        const { account } = await signedIn(caller);
        const found = await accounts.identities?.(account.id);
        return { identities: (found ?? []).slice(0, maxListed).map(shown) };
      });
    },
    async unlink(id, caller) {
      if (!sessions.current || !accounts.unlink) throw new WechatMpLoginError('not_found');
      await callHost(log, 'unlink_failed', async () => {
        const current = await signedIn(caller);
        if (!isFresh(current, now())) throw new WechatMpLoginError('reauthentication_required');
        if (id.length > maxIdLength) throw new WechatMpLoginError('not_found');
        const { account } = current;
        const result = await accounts.unlink?.(account.id, id);
        if (result === 'last') throw new WechatMpLoginError('last_way_in');
        if (result !== 'unlinked') throw new WechatMpLoginError('not_found');
        // Told first: the identity is gone, whatever becomes of the sessions.
        notifier({ type: 'unlinked', key: randomToken(16), account });
        await startOver(current, caller);
      });
    },
  };
}
