/** The official accounts that the backend serves, each with its own way to WeChat and its own quota. */
import { createWechatApi, type WechatApi } from '../../wechat/api/client.js';
import type { AroundRequest } from '../../wechat/api/http.js';
import { createPause, type Pause } from '../base/limits/pause.js';
import { createLastResult, type LastResult } from '../base/operation/last-result.js';
import { createRotatingSeal } from '../base/secrets/rotation.js';
import type { Counters } from '../base/shared/counters.js';
import type { Records } from '../base/shared/records.js';
import { createTokenStore } from '../base/shared/token-store.js';
import type { QrCodeBudget } from '../base/limits/qr-code-budget.js';
import type { CheckedOptions } from '../options/check-options.js';
import type { CheckedOfficialAccount } from '../options/official-accounts/check-official-accounts.js';
import { createQrCodes } from './limits.js';
import { createPushKeys, type PushKeys } from './push/push-keys.js';

export interface ServedOfficialAccount extends CheckedOfficialAccount {
  readonly api: WechatApi;
  readonly pushKeys: Promise<readonly PushKeys[]>;
  /** QR codes in a day. */
  readonly qrCodes: QrCodeBudget;
  /** What WeChat has answered last. */
  readonly lastResult: () => LastResult;
  /** What WeChat refuses this account now. */
  readonly pauses: {
    /** It may make no QR codes. */
    readonly permission: Pause;
    /** It has made all QR codes that it may make for now. */
    readonly quota: Pause;
    /** It may not ask about its followers. */
    readonly followers: Pause;
  };
}

export interface OfficialAccounts {
  /** In the order of the options. */
  readonly list: readonly ServedOfficialAccount[];
  /** The one that a page gets if it names none. */
  readonly first: ServedOfficialAccount;
  readonly byKey: (key: string) => ServedOfficialAccount | undefined;
  readonly byAppId: (appId: string) => ServedOfficialAccount | undefined;
}

type ServedOptions = Pick<
  CheckedOptions,
  'officialAccounts' | 'limits' | 'now' | 'log' | 'randomToken' | 'secrets'
>;

interface SharedByInstances {
  /** Where they keep WeChat's access token. */
  readonly records: Records<object>;
  /** Where they count QR codes. */
  readonly counters: Counters;
}

/** @param around called around each call of WeChat's API */
export function createOfficialAccounts(
  options: ServedOptions,
  shared: SharedByInstances,
  around: AroundRequest,
): OfficialAccounts {
  const [given, ...others] = options.officialAccounts;
  const first = serve(given, options, shared, around);
  const list = [first, ...others.map((each) => serve(each, options, shared, around))];
  return {
    ...{ list, first },
    byKey: (key) => list.find((each) => each.key === key),
    byAppId: (appId) => list.find(({ wechat }) => wechat.appId === appId),
  };
}

function serve(
  official: CheckedOfficialAccount,
  options: ServedOptions,
  { records, counters }: SharedByInstances,
  around: AroundRequest,
): ServedOfficialAccount {
  const { appId, appSecret, apiBaseUrl, fetch } = official.wechat;
  const { now, randomToken, secrets } = options;
  // Not the account's AppSecret: instances with the former and the new one share the access token.
  const tokenSeal = createRotatingSeal(secrets, 'access token', randomToken);
  const pushKeys = createPushKeys(official.wechat);
  // Each push awaits `pushKeys` and handles its rejection. Until then, an unhandled rejection would end
  // the process.
  pushKeys.catch(() => undefined);
  const last = createLastResult(now);
  return {
    ...official,
    pushKeys,
    lastResult: last.read,
    qrCodes: createQrCodes(options, counters, official),
    pauses: {
      permission: createPause(now),
      quota: createPause(now),
      followers: createPause(now),
    },
    api: createWechatApi({
      ...{ appId, appSecret, now },
      around: (path, request) => last.around(path, () => around(path, request)),
      tokenStore: createTokenStore(records, tokenSeal, appId, now),
      ...(apiBaseUrl === undefined ? {} : { baseUrl: apiBaseUrl }),
      ...(fetch === undefined ? {} : { fetch }),
    }),
  };
}
