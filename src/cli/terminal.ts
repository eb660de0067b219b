/** What the command knows of the terminal that it runs in. */
import { UsageError } from '../conformance/command/arguments.js';

export const languages = ['zh', 'en'] as const;
/** The languages of the command. */
export type Language = (typeof languages)[number];

export interface Terminal {
  readonly isTerminal: boolean;
  readonly colours: boolean;
  /** How many characters fit on a line; undefined if nobody knows. */
  readonly columns?: number;
  readonly write: (text: string) => void;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A terminal such as that of an editor, which can neither paint nor erase. */
export const isDumb = (environment: Environment): boolean => environment['TERM'] === 'dumb';

/** Colours only on a terminal, and not if somebody has switched them off (https://no-color.org). */
export function createTerminal(
  stream: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown },
  environment: Environment,
): Terminal {
  const { columns } = stream;
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    colours: isTerminal && !environment['NO_COLOR'] && !isDumb(environment),
    ...(isTerminal && columns ? { columns } : {}),
    write: (text) => void stream.write(text),
  };
}

/**
 * The language of the option `--lang`; without it that of the environment, by the variables of POSIX: the
 * first one that is set counts.
 * @throws UsageError
 */
export function readLanguage(option: string | undefined, environment: Environment): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const usual = /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en';
  const language = languages.find((each) => each === (option ?? usual));
  if (!language) throw new UsageError('--lang must be zh or en.');
  return language;
}
