/** What a login asks the backend once its attempt exists. Loads while the QR code is shown. */
import type { RedeemResult } from '../../protocol/messages.js';
import { parseAuthenticated } from '../../protocol/parse/answers.js';
import type { Backend } from '../backend.js';
import { loadAhead, loadWhenNeeded } from '../load-when-needed.js';
import type { AllowedAddresses } from './allowed-addresses.js';
import { post, type Requests } from './request.js';
import { createWatcher, loadPoll, type Transport, type Watcher } from './transport.js';

/** A redeem or bind may call WeChat and the application, so it may take longer than other answers. */
const redeemTimeoutMs = 15_000;

export interface AfterCreateOptions extends Pick<AllowedAddresses, 'checkPictures'> {
  readonly requests: Requests;
  readonly transport: Transport;
  readonly now: () => number;
}

export type AfterCreate = Required<Omit<Backend, 'create' | 'cancel'>> & Pick<Watcher, 'reset'>;

export function createAfterCreate(options: AfterCreateOptions): AfterCreate {
  const { requests, transport, now, checkPictures } = options;
  loadAhead(loadPoll, loadBindingParsers);
  return {
    ...createWatcher(requests, transport, now),

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
  };
}

/** Most logins need no prompts, so the parsers for their answers load later. */
const loadBindingParsers = () => import('../../protocol/parse/binding.js');
const bindingParsers = () => loadWhenNeeded(loadBindingParsers);

async function parseRedeemAnswer(answer: unknown): Promise<RedeemResult> {
  const { result } = (answer ?? {}) as { readonly result?: unknown };
  if (result === 'authenticated') return parseAuthenticated(answer);
  return (await bindingParsers()).parseRedeemResult(answer);
}
