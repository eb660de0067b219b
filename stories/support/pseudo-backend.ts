/** What a backend says in the language that nobody speaks: every word that is not the page's own. */
import type { Backend, Identities } from 'wechat-mp-login/client';
import type { BindResult, RedeemResult } from 'wechat-mp-login/protocol';
import { accent, pseudoOption } from './pseudo.js';

const named = <T extends { readonly name: string }>(account: T): T => ({
  ...account,
  name: accent(account.name),
});

function redeemed(result: RedeemResult): RedeemResult {
  return result.result === 'binding'
    ? { ...result, options: result.options.map(pseudoOption) }
    : { ...result, account: named(result.account) };
}

function bound(result: BindResult): BindResult {
  return result.result === 'select'
    ? { ...result, accounts: result.accounts.map(named) }
    : { ...result, account: named(result.account) };
}

/** The same at each drawing: another one would begin another login. */
const made = new WeakMap<object, object>();

function once<T extends object>(of: T, make: () => T): T {
  const backend = (made.get(of) as T | undefined) ?? make();
  made.set(of, backend);
  return backend;
}

export function pseudoBackend(backend: Backend): Backend {
  const bind = backend.bind?.bind(backend);
  return once(backend, () => ({
    ...backend,
    async create(request, call) {
      const created = await backend.create(request, call);
      return { ...created, officialAccount: named(created.officialAccount) };
    },
    redeem: async (id, verifier, call) => redeemed(await backend.redeem(id, verifier, call)),
    ...(bind && {
      bind: async (...request: Parameters<typeof bind>) => bound(await bind(...request)),
    }),
  }));
}

export function pseudoIdentities(identities: Identities): Identities {
  return once(identities, () => ({
    ...identities,
    async list(call) {
      const list = await identities.list(call);
      return {
        ...list,
        identities: list.identities.map((each) => ({
          ...each,
          ...(each.officialAccount && { officialAccount: accent(each.officialAccount) }),
        })),
      };
    },
  }));
}
