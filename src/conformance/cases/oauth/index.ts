/** Level oauth: signing in inside WeChat, by web authorization. */
import type { Case } from '../../case.js';
import { callbackCases } from './callback.js';
import { insideLoginCases } from './login.js';

export const oauthCases: readonly Case[] = [...insideLoginCases, ...callbackCases];
