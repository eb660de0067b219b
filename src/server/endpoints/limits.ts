/** The limits of requests and proofs, by the settings of the application. */
import { truncatedAddress } from '../base/limits/address-group.js';
import { createCreateLimit } from '../base/limits/create-limit.js';
import { createTally, type KeyLimit } from '../base/limits/guess-limit.js';
import {
  createQrCodeBudget,
  type QrCodeBudget,
  type Share,
} from '../base/limits/qr-code-budget.js';
import { createBuckets } from '../base/limits/rate-limits.js';
import type { KeyedHash } from '../base/secrets/keyed-hash.js';
import type { Counters } from '../base/shared/counters.js';
import { addressKey } from '../binding/proofs.js';
import type { EmitEvent, SecurityLimit } from '../host/security-events.js';
import type { CheckedOptions } from '../options/check-options.js';
import type { CheckedOfficialAccount } from '../options/official-accounts/check-official-accounts.js';
import type { RequestLimits } from './backend.js';

const quarterMs = 900_000;

/** What all instances count together, and how. */
export interface Counting {
  readonly counters: Counters;
  readonly counterKeys: KeyedHash;
}

/**
 * Creates those of all official accounts together. Each refusal is a security event. `polls` and
 * `finishes` protect an instance from load, so each instance counts them for itself.
 */
export function createLimits(
  { limits, now }: Pick<CheckedOptions, 'limits' | 'now'>,
  { counters, counterKeys }: Counting,
  emit: EmitEvent,
): RequestLimits {
  const tallyOf = (limit: SecurityLimit, windowMs: number) => {
    const onRefused = ({ key, hidden = '' }: KeyLimit): void => {
      const network = key === addressKey ? { network: truncatedAddress(hidden) } : {};
      emit({ type: 'limit_hit', limit, ...network });
    };
    return createTally({ name: limit, windowMs, counters, keyedHash: counterKeys, onRefused });
  };
  const perMinute = { address: limits.createsPerAddressPerMinute, all: limits.createsPerMinute };
  const { pollsPerSecond } = limits;
  return {
    creates: createCreateLimit(perMinute, counters),
    polls: createBuckets({ capacity: pollsPerSecond * 2, perSecond: pollsPerSecond, now }),
    finishes: createBuckets({ capacity: 30, perSecond: 5, now }),
    badProofs: {
      tally: tallyOf('badProofs', quarterMs),
      max: {
        identity: limits.badProofsPerIdentityPer15Minutes,
        address: limits.badProofsPerAddressPer15Minutes,
        target: limits.badProofsPerTargetPer15Minutes,
      },
    },
    refusedAccounts: {
      tally: tallyOf('refusedAccounts', quarterMs),
      max: { identity: 20, address: 100, target: 100 },
    },
    badSessionCodes: tallyOf('badSessionCodes', quarterMs),
    verificationCodes: {
      tally: tallyOf('verificationCodes', 4 * quarterMs),
      max: {
        identity: limits.verificationCodesPerIdentityPerHour,
        address: limits.verificationCodesPerAddressPerHour,
        target: limits.verificationCodesPerTargetPerHour,
      },
    },
  };
}

export function createQrCodes(
  { limits, now, log }: Pick<CheckedOptions, 'limits' | 'now' | 'log'>,
  counters: Counters,
  { named, wechat: { appId } }: CheckedOfficialAccount,
): QrCodeBudget {
  const perDay = {
    all: limits.qrCodesPerDay,
    address: limits.qrCodesPerAddressPerDay,
    network: limits.qrCodesPerNetworkPerDay,
    knownBrowser: limits.qrCodesPerKnownBrowserPerDay,
  };
  const onUsedUp = (share: Share): void => {
    const meaning = usedUpMeanings[share];
    log('warn', 'qr_codes_used_up', { ...named, share, perDay: perDay.all, meaning });
  };
  return createQrCodeBudget({ appId, perDay, counters, now, onUsedUp });
}

const usedUpMeanings = {
  open:
    'The QR codes for everybody are used up until 00:00 in China. Known browsers still get some, and few ' +
    'others, after a captcha if you have set `captcha`. If your account may make more QR codes in a day ' +
    'than `limits.qrCodesPerDay`, raise it; if this comes from a few networks, block them.',
  known:
    'Known browsers have used up the QR codes that are reserved for them until 00:00 in China.',
  rest: 'The last QR codes for visitors in unknown browsers are used up until 00:00 in China.',
} as const;
