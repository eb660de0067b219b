/** In which language the command speaks. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from '../conformance/command/arguments.js';
import type { Environment } from './terminal.js';
import { en } from './texts/en.js';
import type { CommandTexts } from './texts/names.js';
import { zh } from './texts/zh.js';

const languages = ['zh', 'en'] as const;
/** The languages of the command. */
export type Language = (typeof languages)[number];

export const commandTexts: Readonly<Record<Language, CommandTexts>> = { zh, en };

/** By the variables of POSIX, of which the first one that is set counts. Windows sets none of them. */
function usualLanguage(environment: Environment): Language {
  const { LC_ALL, LC_MESSAGES, LANG, OS } = environment;
  const named = LC_ALL || LC_MESSAGES || LANG;
  const ofWindows = OS === 'Windows_NT' ? Intl.DateTimeFormat().resolvedOptions().locale : '';
  return /^zh/i.test(named || ofWindows) ? 'zh' : 'en';
}

/**
 * The language of the option `--lang`; without it that of the environment.
 * @throws UsageError
 */
export function readLanguage(option: string | undefined, environment: Environment): Language {
  const usual = usualLanguage(environment);
  if (option === undefined) return usual;
  const language = languages.find((each) => each === option);
  if (!language) throw new UsageError(commandTexts[usual].wrongLanguage);
  return language;
}

/** The same of arguments that may be wrong, to say so in that language. */
export function languageOf(args: readonly string[], environment: Environment): Language {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const wanted = own.flatMap((word, at) =>
    word === '--lang' ? [own[at + 1]] : word.startsWith('--lang=') ? [word.slice(7)] : [],
  );
  return languages.find((each) => each === wanted.at(-1)) ?? usualLanguage(environment);
}

/**
 * Reads options with Node.js, which names mistakes only in English.
 * @throws UsageError
 */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  language: Language,
): ReturnType<typeof parseArgs<{ args: string[]; options: T }>>['values'] {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw mistakeIn(error as NodeJS.ErrnoException, commandTexts[language]);
  }
}

function mistakeIn(error: NodeJS.ErrnoException, texts: CommandTexts): Error {
  // Words stand in quotes there, and options with what they take: '-y, --yes <value>'.
  const [, quoted = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const [option = quoted] = /--[\w-]+/.exec(quoted) ?? [];
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return new UsageError(texts.unknownOption(quoted));
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return new UsageError(texts.unexpectedWord(quoted));
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return new UsageError(
        error.message.includes('does not take')
          ? texts.takesNoValue(option)
          : texts.needsValue(option),
      );
    default:
      return error;
  }
}
