/** Level binding: a new identity is linked to an account that is there. */
import type { Case } from '../../case.js';
import { consequenceCases } from './consequences.js';
import { proofCases } from './proofs.js';
import { questionCases } from './question.js';

export const bindingCases: readonly Case[] = [...questionCases, ...proofCases, ...consequenceCases];
