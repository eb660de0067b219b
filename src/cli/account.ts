/** The official account that stands in the environment. */
import type { PushMode } from '../wechat/index.js';
import type { Environment } from './terminal.js';

/** The official account as the environment describes it. Nothing is checked yet. */
export interface Account {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly mode: string;
  readonly originalId: string;
  readonly apiBaseUrl: string;
}

/** The variables of the environment, by what they hold. */
export const variables = {
  appId: 'WECHAT_APP_ID',
  appSecret: 'WECHAT_APP_SECRET',
  token: 'WECHAT_TOKEN',
  encodingAesKey: 'WECHAT_AES_KEY',
  mode: 'WECHAT_MODE',
  originalId: 'WECHAT_ORIGINAL_ID',
  apiBaseUrl: 'WECHAT_API_BASE_URL',
} as const satisfies Record<keyof Account, string>;

export const pushModes: readonly PushMode[] = ['safe', 'compatible', 'plain'];
export const realApi = 'https://api.weixin.qq.com';

/** Anything that is missing is empty, but for the mode and the address of the API. */
export function readAccount(environment: Environment): Account {
  const read = (name: keyof Account): string => environment[variables[name]]?.trim() ?? '';
  return {
    appId: read('appId'),
    appSecret: read('appSecret'),
    token: read('token'),
    encodingAesKey: read('encodingAesKey'),
    mode: read('mode') || 'safe',
    originalId: read('originalId'),
    apiBaseUrl: (read('apiBaseUrl') || realApi).replace(/\/+$/, ''),
  };
}
