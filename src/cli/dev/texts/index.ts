/** What `dev` says, by language. */
import type { Language } from '../../language.js';
import { en } from './en.js';
import type { Texts } from './names.js';
import { zh } from './zh.js';

export type { Texts } from './names.js';

export const texts: Readonly<Record<Language, Texts>> = { zh, en };
/** What `wechat-mp-login dev --help` prints. */
export const help: Readonly<Record<Language, string>> = { zh: zh.help, en: en.help };
