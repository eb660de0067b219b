/** All cases of the contract. */
import type { StoreCase } from '../store-case.js';
import { advancingCases } from './advancing.js';
import { countersCases } from './counters.js';
import { creatingCases } from './creating.js';
import { forgettingCases } from './forgetting.js';
import { operatingCases } from './operating.js';
import { recordsCases } from './records.js';
import { subscribingCases } from './subscribing.js';
import { windowsCases } from './windows.js';

/** The contract of stores, as data: for a test runner that is to show each case by itself. */
export const storeCases: readonly StoreCase[] = [
  ...creatingCases,
  ...advancingCases,
  ...subscribingCases,
  ...forgettingCases,
  ...recordsCases,
  ...countersCases,
  ...windowsCases,
  ...operatingCases,
];
