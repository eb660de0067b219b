/** Identity records in the memory of one process. */
import {
  createMemoryRecords,
  type MemoryRecordsOptions,
} from '../../base/shared/memory-records.js';
import type { IdentityRecord, IdentityRecords } from './identity-records.js';

export type MemoryIdentityRecordsOptions = MemoryRecordsOptions;

/**
 * Keeps identity records in memory: after a restart, every browser is asked again and "Not me" reaches no
 * login from before.
 *
 * @example
 * ```ts
 * const identityRecords = createMemoryIdentityRecords();
 * console.log(await identityRecords.get('unknown')); // undefined
 * ```
 */
export function createMemoryIdentityRecords(
  options: MemoryIdentityRecordsOptions = {},
): IdentityRecords {
  return createMemoryRecords<IdentityRecord>(options);
}
