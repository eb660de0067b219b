/** A backend that speaks the protocol over HTTP (docs/protocol.md). */
import type { RedeemResult } from '../../protocol/messages.js';
import { parseAuthenticated, parseCreated } from '../../protocol/parse/answers.js';
import type { Backend } from '../backend.js';
import { lateFiles, loadWhenNeeded } from '../load-when-needed.js';
import { createAllowedAddresses } from './allowed-addresses.js';
import { ownOptions } from '../own-options.js';
import { backendBase } from './base-url.js';
import { createRequests, type RequestOptions } from './request.js';
import { createWayBackCheck } from './way-back.js';
import { createWatcher, type Transport } from './transport.js';

export type { Transport } from './transport.js';

/** A redeem or bind may call WeChat and the application, so it may take longer than other answers. */
const redeemTimeoutMs = 15_000;

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
  const watcher = createWatcher(requests, transport, now);
  const wayBack = createWayBackCheck(requests);

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
      await wayBack(call, signal);
      watcher.reset(created.levels);
      return created;
    },

    watch: (attempt, watchOptions) => watcher.watch(attempt, watchOptions),

    redeem(id, verifier, { signal }) {
      return requests.ask(post(`/${id}/redeem`, { verifier }), {
        signal,
        timeoutMs: redeemTimeoutMs,
        parse: async (answer) => checkPictures(await parseRedeemAnswer(answer)),
      });
    },

    bind(id, body, { signal }) {
      return requests.ask(post(`/${id}/bind`, body), {
        signal,
        timeoutMs: redeemTimeoutMs,
        parse: async (answer) => checkPictures((await bindingParsers()).parseBindResult(answer)),
      });
    },

    sendVerificationCode(id, body, { signal }) {
      return requests.ask(post(`/${id}/codes`, body), {
        signal,
        parse: async (answer) => (await bindingParsers()).parseCodeSent(answer),
      });
    },

    cancel({ id, key }, { signal }) {
      return requests.tell({ method: 'DELETE', path: `/${id}`, key }, { signal });
    },
  };
}

function post<T>(path: string, body: T): { method: 'POST'; path: string; body: T } {
  return { method: 'POST', path, body };
}

/** Most logins need no prompts, so the parsers for their answers load later. */
const bindingParsers = () => loadWhenNeeded(lateFiles.bindingParsers);

async function parseRedeemAnswer(answer: unknown): Promise<RedeemResult> {
  const { result } = (answer ?? {}) as { readonly result?: unknown };
  if (result === 'authenticated') return parseAuthenticated(answer);
  return (await bindingParsers()).parseRedeemResult(answer);
}
