/** The signed-in person's own WeChats, as a settings page lists and unlinks them. */
import type { IdentityList } from '../protocol/messages.js';
import { readers } from '../protocol/parse/read.js';
import { backendBase } from './http/base-url.js';
import { answerMs, createRequests, type RequestOptions } from './http/request.js';

export interface IdentitiesOptions extends RequestOptions {
  /** Address of the page; by default the one that this script runs in. */
  readonly baseUrl?: string | URL | undefined;
}

/** Every method rejects with a `WechatMpLoginError`, or with `signal.reason` once aborted. */
export interface Identities {
  /** Those that open the account that is signed in. */
  list(options?: { readonly signal?: AbortSignal | undefined }): Promise<IdentityList>;
  /** From then on it opens nothing, and this account's other sessions have ended. */
  unlink(id: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

/** @throws WechatMpLoginError `bad_backend` */
export function createIdentities(url: string | URL, options: IdentitiesOptions = {}): Identities {
  const { fetch, now, after, baseUrl } = options;
  const base = backendBase(url, baseUrl) + '/identities';
  const { request, ask } = createRequests(base, fetch, now, after);
  const forever = new AbortController().signal;
  return {
    list: ({ signal = forever } = {}) =>
      ask({ path: '' }, signal, answerMs, async (body) =>
        (await import('../protocol/parse/identities.js')).createIdentitiesParser(readers)(body),
      ),
    async unlink(id, { signal = forever } = {}) {
      const call = { method: 'DELETE', path: `/${encodeURIComponent(id)}` } as const;
      await request(call, signal, answerMs, async function* () {}).next();
    },
  };
}
