/** Level confirm: the question in the chat, and what its answer is worth. */
import type { Case } from '../../case.js';
import { browserCases } from './browsers.js';
import { chatCases } from './chat.js';
import { digitsCases } from './digits.js';
import { liveAttemptCases } from './live-attempt.js';
import { newcomerCases } from './newcomers.js';
import { notMeCases } from './not-me.js';
import { questionCases } from './question.js';
import { sessionCases } from './sessions.js';
import { stepUpCases } from './step-up.js';

export const confirmCases: readonly Case[] = [
  ...questionCases,
  ...chatCases,
  ...digitsCases,
  ...newcomerCases,
  ...liveAttemptCases,
  ...browserCases,
  ...sessionCases,
  ...stepUpCases,
  ...notMeCases,
];
