/** Gives the application's own server the account behind the one-time code that its page was given. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { parseTokenRequest } from '../../protocol/parse/requests.js';
import { callHost } from '../host/call-host.js';
import type { Caller } from '../host/caller.js';
import type { Config } from '../check-options.js';
import { json, readJson } from '../http/http.js';
import type { Sessions } from '../host/host.js';

export interface ExchangeSessionCodeOptions {
  readonly config: Config;
  readonly sessions: Sessions;
}

/**
 * Answers `POST /token`. A wrong secret, and a code that is wrong, spent or over, are the same 404.
 * Rejects with a WechatMpLoginError, or a ShapeError that names the field.
 */
export type ExchangeSessionCode = (request: Request, caller: Caller) => Promise<Response>;

export function createExchangeSessionCode({
  config,
  sessions,
}: ExchangeSessionCodeOptions): ExchangeSessionCode {
  return async (request, caller) => {
    if (!sessions.exchange) throw new WechatMpLoginError('not_found');
    // A page that holds the secret has given it away: its origin helps nobody, listed or not.
    if (caller.origin !== null) throw new WechatMpLoginError('origin_denied');
    const secret = /^Bearer +([!-~]{1,512})$/i.exec(
      request.headers.get('authorization') ?? '',
    )?.[1];
    if (secret === undefined) throw new WechatMpLoginError('not_found');
    const { code } = parseTokenRequest(await readJson(request));
    const exchanged = await callHost(config.log, 'exchange_failed', async () =>
      sessions.exchange?.(code, secret),
    );
    if (!exchanged) throw new WechatMpLoginError('not_found');
    const { id, name, avatar } = exchanged.account;
    return json(200, { account: { id, name, avatar }, isNew: exchanged.isNew });
  };
}
