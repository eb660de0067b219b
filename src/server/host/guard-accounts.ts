/** The application's accounts behind the gate: every answer is read before it has any effect. */
import { readId, readList, readObject, readTimeMs, readWord, type Sources } from './answers.js';
import type { Accounts, FoundAccount, HostIdentity } from './host.js';
import { readAccount } from './read-account.js';

/** The application's accounts as the backend uses them. */
export interface CheckedAccounts extends Accounts {
  find(...given: Parameters<Accounts['find']>): Promise<FoundAccount | undefined>;
}

export function guardAccounts(
  accounts: Accounts,
  sources: Sources,
  now: () => number,
): CheckedAccounts {
  // Calls them as methods, because they may be those of a class.
  const has = (name: keyof Accounts): boolean => typeof accounts[name] === 'function';
  return {
    async find(identity) {
      return readAccount(sources('accounts.find'), await accounts.find(identity));
    },
    async create(identity, context) {
      const source = sources('accounts.create');
      const account = readAccount(source, await accounts.create(identity, context));
      return account ?? source.refuse('must return the account that it created or found');
    },
    ...(has('link') && {
      async link(accountId, identity) {
        const answer = await accounts.link?.(accountId, identity);
        return readWord(sources('accounts.link'), ['linked', 'conflict', 'gone'], answer);
      },
    }),
    ...(has('join') && {
      async join(identity) {
        const answer = await accounts.join?.(identity);
        return readWord(sources('accounts.join'), ['joined', 'conflict'], answer);
      },
    }),
    ...(has('followed') && {
      async followed(identity) {
        await accounts.followed?.(identity);
      },
    }),
    ...(has('identities') && {
      async identities(accountId) {
        return readIdentities(sources, await accounts.identities?.(accountId), now());
      },
    }),
    ...(has('unlink') && {
      async unlink(accountId, identityId) {
        const answer = await accounts.unlink?.(accountId, identityId);
        return readWord(sources('accounts.unlink'), ['unlinked', 'last', 'unknown'], answer);
      },
    }),
  };
}

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

function readIdentities(sources: Sources, value: unknown, nowMs: number): readonly HostIdentity[] {
  const source = sources('accounts.identities');
  return readList(value).flatMap((each) => {
    const fields = readObject(
      source,
      'a list of objects with `id`, `appId` and `linkedAtMs`',
      each,
    );
    if (!fields) return [];
    const id = readId(source, fields['id']);
    // It becomes a segment of a path, where a segment of dots would name another resource.
    if (!/^(?!\.)[!-~]{1,200}$/.test(id)) {
      source.refuse('`id` must be 1 to 200 visible ASCII characters, the first not a dot');
    }
    const appId = typeof fields['appId'] === 'string' ? fields['appId'] : '';
    return [
      {
        id,
        appId,
        ...(isId(fields['openid']) ? { openid: fields['openid'] } : {}),
        ...(isId(fields['unionid']) ? { unionid: fields['unionid'] } : {}),
        linkedAtMs: readTimeMs('linkedAtMs', fields['linkedAtMs'], nowMs, source.refuse),
      },
    ];
  });
}
