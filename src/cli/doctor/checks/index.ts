/** All checks, in the order of the report. */
import type { Check } from '../check.js';
import { clock, openPlatform, tokenKept } from './account.js';
import { callbackReachable, callbackUrl, handshake, mode, push, signature } from './callback.js';
import { account, api, appId, appSecret, qrCodes, quota, whitelist } from './errcodes.js';
import { settings, tokenStrength } from './settings.js';

export const checks: readonly Check[] = [
  ...[settings, tokenStrength, api, appId, appSecret, whitelist, account, clock],
  ...[qrCodes, quota, tokenKept, openPlatform],
  ...[callbackUrl, callbackReachable, handshake, signature, mode, push],
];
