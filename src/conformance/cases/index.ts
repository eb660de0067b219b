/** All cases, in the order of the report. */
import type { Case } from '../case.js';
import { redeemCases } from './redeem.js';

export const cases: readonly Case[] = [...redeemCases];
