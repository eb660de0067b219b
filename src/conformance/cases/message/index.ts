/** Level message: digits that visitors send to the account instead of scanning. */
import type { Case } from '../../case.js';
import { digitsInChatCases } from './chat.js';
import { createByMessageCases } from './create.js';
import { byMessageCases } from './purposes.js';
import { wrongDigitsCases } from './wrong-digits.js';

export const messageCases: readonly Case[] = [
  ...createByMessageCases,
  ...digitsInChatCases,
  ...wrongDigitsCases,
  ...byMessageCases,
];
