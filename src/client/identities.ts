/** The WeChat accounts that are linked to the signed-in account, for a settings page. */
import type { IdentityList } from '../protocol/messages.js';
import { backendBase } from './http/base-url.js';
import { createRequests, type RequestOptions } from './http/request.js';
import { loadWhenNeeded } from './load-when-needed.js';

export interface IdentitiesOptions extends RequestOptions {
  /** The address of the page. Set it where no page is around the script. */
  readonly baseUrl?: string | URL | undefined;
}

/** Every method rejects with a `WechatMpLoginError`, or with `signal.reason` once aborted. */
export interface Identities {
  /** Lists the WeChat accounts that are linked to the signed-in account. */
  list(options?: { readonly signal?: AbortSignal | undefined }): Promise<IdentityList>;
  /** Unlinks one. It no longer opens the account, and the account's other sessions end. */
  unlink(id: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

const neverAborted = new AbortController().signal;

/**
 * Creates the client of a settings page, from the address at which your server answers.
 *
 * @param url a path on the page's origin, or an https address (http on localhost alone)
 * @throws WechatMpLoginError `bad_backend` for any other address
 * @example
 * ```ts
 * const linked = createIdentities('/wechat-login');
 * const { identities } = await linked.list();
 * if (identities[0]) await linked.unlink(identities[0].id);
 * ```
 */
export function createIdentities(url: string | URL, options: IdentitiesOptions = {}): Identities {
  const requests = createRequests(backendBase(url, options.baseUrl) + '/identities', options);
  return {
    list({ signal = neverAborted } = {}) {
      const parse = async (body: unknown): Promise<IdentityList> => {
        const load = () => import('../protocol/parse/identities.js');
        const { parseIdentityList } = await loadWhenNeeded(load);
        return parseIdentityList(body);
      };
      return requests.ask({ path: '' }, { signal, parse });
    },
    unlink(id, { signal = neverAborted } = {}) {
      const call = { method: 'DELETE', path: `/${encodeURIComponent(id)}` } as const;
      return requests.tell(call, { signal });
    },
  };
}
