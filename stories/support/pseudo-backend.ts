/** Backends whose texts (labels, hints, names of accounts) are in the pseudo language. */
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

/** Kept between renderings: a new backend would start a new login. */
const backends = new WeakMap<object, object>();

function memoized<T extends object>(original: T, make: () => T): T {
  const backend = (backends.get(original) as T | undefined) ?? make();
  backends.set(original, backend);
  return backend;
}

export function pseudoBackend(backend: Backend): Backend {
  const bind = backend.bind?.bind(backend);
  return memoized(backend, () => ({
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
  return memoized(identities, () => ({
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
