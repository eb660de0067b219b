/** Checks the limits and completes them with their defaults. docs/decisions/0022-quota.md has the numbers. */
import { requireOption } from '../base/configuration-error.js';
import type { Limits } from './options.js';

export type CheckedLimits = Readonly<Record<keyof Limits, number>>;

const partOf = (count: number, divisor: number): number => Math.max(1, Math.ceil(count / divisor));

/** @throws ConfigurationError that names the limit */
export function checkLimits(given: Limits = {}): CheckedLimits {
  const { qrCodesPerDay = 100_000 } = given;
  const limits = {
    createsPerAddressPerMinute: given.createsPerAddressPerMinute ?? 60,
    createsPerMinute: given.createsPerMinute ?? Math.max(600, partOf(qrCodesPerDay, 5)),
    qrCodesPerDay,
    qrCodesPerAddressPerDay: given.qrCodesPerAddressPerDay ?? partOf(qrCodesPerDay, 20),
    qrCodesPerNetworkPerDay: given.qrCodesPerNetworkPerDay ?? partOf(qrCodesPerDay, 10),
    qrCodesPerKnownBrowserPerDay: given.qrCodesPerKnownBrowserPerDay ?? 50,
    pollsPerSecond: given.pollsPerSecond ?? 5,
    badProofsPerIdentityPer15Minutes: given.badProofsPerIdentityPer15Minutes ?? 5,
    badProofsPerAddressPer15Minutes: given.badProofsPerAddressPer15Minutes ?? 30,
    badProofsPerTargetPer15Minutes: given.badProofsPerTargetPer15Minutes ?? 100,
    verificationCodesPerIdentityPerHour: given.verificationCodesPerIdentityPerHour ?? 5,
    verificationCodesPerAddressPerHour: given.verificationCodesPerAddressPerHour ?? 20,
    verificationCodesPerTargetPerHour: given.verificationCodesPerTargetPerHour ?? 20,
    verificationCodesPerHour: given.verificationCodesPerHour ?? 1000,
    openReadsPerAddress: given.openReadsPerAddress ?? 200,
    openReads: given.openReads ?? 20_000,
  };
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(limits, name));
  requireOption(
    unknown === undefined,
    `\`limits.${unknown}\` is unknown; the limits are ${Object.keys(limits).join(', ')}.`,
  );
  for (const [name, value] of Object.entries(limits)) {
    requireOption(
      typeof value === 'number' && value >= 1,
      `\`limits.${name}\` must be a number of at least 1; leave it out for the default.`,
    );
  }
  return limits;
}
