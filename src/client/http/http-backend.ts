/** A backend that speaks the protocol over HTTP (docs/protocol.md). */
import { parseCreated } from '../../protocol/parse/created.js';
import type { Backend } from '../backend.js';
import { lateFiles, loadWhenNeeded } from '../load-when-needed.js';
import type { AfterCreate, NewAttempt } from './after-create.js';
import { createAllowedAddresses } from './allowed-addresses.js';
import { ownOptions } from '../own-options.js';
import { backendBase } from './base-url.js';
import { createRequests, post, type RequestOptions } from './request.js';
import type { Transport } from './transport/transport.js';

export type { Transport } from './transport/transport.js';

export interface HttpBackendOptions extends RequestOptions {
  /** How to watch an attempt; `auto` unless set. */
  readonly transport?: Transport | undefined;
  /** The address of the page. Set it where no page is around the script. */
  readonly baseUrl?: string | URL | undefined;
  /**
   * Beginnings of addresses, separated by blanks: pictures from there are shown, and QR codes that lead
   * there. Without it, QR codes are WeChat's, and pictures come from the page, the backend or WeChat.
   */
  readonly allowedAddresses?: string | undefined;
}

/**
 * Creates the backend that `Login` uses, from the address at which your server answers.
 *
 * @param url a path on the page's origin, or an https address (http on localhost alone)
 * @throws WechatMpLoginError `bad_backend` for any other address
 * @example
 * ```ts
 * const backend = createHttpBackend('/wechat-login');
 * const login = new Login({ backend, onState: (state) => console.log(state.type) });
 * login.start();
 * ```
 */
export function createHttpBackend(url: string | URL, options: HttpBackendOptions = {}): Backend {
  const own = ownOptions(options);
  const { transport = 'auto', now = Date.now, baseUrl, allowedAddresses } = own;
  const base = backendBase(url, baseUrl);
  const { checkPresent, checkPictures } = createAllowedAddresses(base, allowedAddresses);
  const requests = createRequests(base + '/attempts', own);
  let newest: NewAttempt | undefined;
  let afterCreate: AfterCreate | undefined;

  async function loadAfterCreate(): Promise<AfterCreate> {
    if (afterCreate) return afterCreate;
    const { createAfterCreate } = await loadWhenNeeded(lateFiles.afterCreate);
    // eslint-disable-next-line typescript/no-unnecessary-condition -- two calls may have waited for it
    if (!afterCreate) {
      afterCreate = createAfterCreate({ requests, transport, now, checkPictures });
      if (newest) afterCreate.begin(newest);
    }
    return afterCreate;
  }

  return {
    async create(body, { signal }) {
      const call = post('', body);
      const created = await requests.ask(call, {
        signal,
        parse(answer) {
          const parsed = parseCreated(answer);
          if (parsed.present.url) checkPresent(parsed.present.url);
          return checkPictures(parsed);
        },
      });
      newest = { levels: created.levels, call };
      afterCreate?.begin(newest);
      // The visitor leaves the page for WeChat, and nothing watches until they are back.
      if (created.present.type === 'redirect') await (await loadAfterCreate()).checkWayBack(signal);
      return created;
    },

    async *watch(attempt, watchOptions) {
      yield* (await loadAfterCreate()).watch(attempt, watchOptions);
    },

    redeem: async (...call) => (await loadAfterCreate()).redeem(...call),

    bind: async (...call) => (await loadAfterCreate()).bind(...call),

    sendVerificationCode: async (...call) =>
      (await loadAfterCreate()).sendVerificationCode(...call),

    cancel({ id, key }, { signal }) {
      return requests.tell({ method: 'DELETE', path: `/${id}`, key }, { signal });
    },
  };
}
