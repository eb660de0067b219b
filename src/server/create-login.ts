/** Puts the rooms of the backend together. */
import { createWechatApi } from '../wechat/api/client.js';
import { createCrypt } from '../wechat/push/crypt.js';
import { createBind } from './endpoints/bind.js';
import type { Caller } from './host/caller.js';
import { Claims } from './attempts/lease.js';
import { createSendVerificationCode } from './endpoints/send-code.js';
import { checkOptions } from './check-options.js';
import { createCurrentSessionReader } from './host/current-session.js';
import { createHandler } from './http/router.js';
import { createIdentities } from './endpoints/identities.js';
import { Ledger } from './attempts/attempts.js';
import { createTally } from './base/limits.js';
import { Logins } from './attempts/logins.js';
import { createNotifier } from './host/notices.js';
import { createBindingOptions } from './binding/binding-options.js';
import type { Options } from './options.js';
import { createPushHandler } from './endpoints/push.js';
import { createRedeem } from './endpoints/redeem.js';
import { createMemoryStore } from './attempts/memory-store.js';
import { createExchangeSessionCode } from './endpoints/exchange-code.js';
import { createUnfollowed } from './attempts/unfollowed.js';
import { Watchers } from './endpoints/watch.js';

export interface WechatMpLogin {
  /**
   * Answers one request below `publicUrl`. `caller` says what the headers do not, or cannot inside a
   * page; what it leaves out is read from the headers, and `Set-Cookie` goes on the response.
   * Without an address the limits for each address do not apply. A request without `Origin` is let
   * in: browsers send it with every POST and DELETE, and nobody else can make a browser act.
   */
  fetch(request: Request, caller?: Partial<Caller>): Promise<Response>;
  /** The server URL to enter on the WeChat developer platform. */
  readonly callbackUrl: string;
  /** Ends every stream and held read; their pages connect again. Requests are still answered. */
  close(): void;
}

/** @throws ConfigurationError */
export function createWechatMpLogin(options: Options): WechatMpLogin {
  const config = checkOptions(options);
  const { origin, basePath, now, limits, log, officialAccount } = config;
  const { appId, appSecret, encodingAesKey, apiBaseUrl, fetch } = config.wechat;
  const wechat = createWechatApi({
    appId,
    appSecret,
    now,
    ...(apiBaseUrl === undefined ? {} : { baseUrl: apiBaseUrl }),
    ...(fetch === undefined ? {} : { fetch }),
  });
  const crypt = encodingAesKey === undefined ? undefined : createCrypt({ encodingAesKey, appId });
  // Each push awaits it and fails by itself; without this a failure would end the process at start.
  crypt?.catch(() => undefined);
  const { accounts, sessions } = options;
  const notifier = createNotifier(log, options.notify);
  const ledger = new Ledger(config, options.store ?? createMemoryStore({ now }));
  const logins = new Logins(config, ledger, wechat);
  const currentSession = createCurrentSessionReader(config, sessions);
  const unfollowed = createUnfollowed(now);
  const claims = new Claims(config, ledger, unfollowed);
  const bindingOptions = createBindingOptions(config, currentSession);
  const finishing = {
    config,
    claims,
    currentSession,
    bindingOptions,
    accounts,
    sessions,
    notifier,
  };
  const redeem = createRedeem({ ...finishing, wechat });
  const badProofs = createTally({ max: limits.badProofsPer15Minutes, windowMs: 900_000, now });
  const refusedForms = createTally({ max: 20, windowMs: 900_000, now });
  const bind = createBind({ ...finishing, badProofs, refusedForms });
  const sentCodes = createTally({
    max: limits.verificationCodesPerTargetPerHour,
    windowMs: 3_600_000,
    now,
  });
  const sendCode = createSendVerificationCode({ config, ledger, bindingOptions, sentCodes });
  const watchers = new Watchers({
    ledger,
    now,
    maxOpen: limits.openReads,
    maxOpenPerAddress: limits.openReadsPerAddress,
  });
  const { newAccounts } = config;
  const push = createPushHandler({
    ...{ config, crypt, logins, accounts, notifier, unfollowed, newAccounts },
  });
  const handle = createHandler({
    config,
    logins,
    currentSession,
    redeem,
    bind,
    sendCode,
    identities: createIdentities({ config, accounts, sessions, notifier }),
    token: createExchangeSessionCode({ config, sessions }),
    watchers,
    push,
  });
  log('warn', 'confirm_none', {
    meaning:
      'Nothing is asked in the chat: to scan is to sign in, so somebody who gets another person to ' +
      'scan the code of his own page is signed in as that person, and may link and unlink as well.',
  });

  return {
    callbackUrl: `${origin}${basePath}/wechat/${officialAccount.key}`,
    async fetch(request, caller = {}) {
      const { headers } = request;
      const lines: string[] = [];
      const response = await handle(request, {
        address: caller.address ?? '',
        origin: caller.origin === undefined ? headers.get('origin') : caller.origin,
        userAgent: caller.userAgent ?? headers.get('user-agent') ?? '',
        cookie: caller.cookie ?? headers.get('cookie') ?? '',
        setCookie: (line) => {
          if (caller.setCookie) caller.setCookie(line);
          else lines.push(line);
        },
      });
      for (const line of lines) response.headers.append('Set-Cookie', line);
      return response;
    },
    close() {
      watchers.close();
    },
  };
}
