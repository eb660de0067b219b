/** Reads the answers of `init` from its arguments. */
import { UsageError } from '../../conformance/command/arguments.js';
import { languageOf, readLanguage, readOptions, type Language } from '../language.js';
import type { Environment } from '../terminal.js';
import { frameworkNames, type FrameworkName } from './detect.js';
import { texts, type Texts } from './texts/index.js';

/** What `init` has to know. */
export interface Answers {
  /** The origin of the site, such as `https://example.com`. */
  readonly url: string;
  /** The name of the official account, as the page shows it. */
  readonly name: string;
  readonly newAccounts: (typeof policies)[number];
  readonly store: (typeof stores)[number];
}

export const policies = ['create', 'ask', 'existing-only'] as const;
export const stores = ['memory', 'redis', 'postgres'] as const;

interface Question {
  readonly key: keyof Answers;
  /** The option that answers it. */
  readonly flag: string;
  /** What is wrong with an answer, behind the option; undefined if nothing is. */
  readonly fault: (answer: string, faults: Texts['faults']) => string | undefined;
}

const oneOf =
  (choices: readonly string[]): Question['fault'] =>
  (answer, faults) =>
    choices.includes(answer) ? undefined : faults.oneOf(choices);

/** The four questions. */
export const questions: readonly Question[] = [
  {
    key: 'url',
    flag: '--url',
    fault: (answer, faults) => (isOrigin(answer) ? undefined : faults.origin),
  },
  {
    key: 'name',
    flag: '--name',
    fault: (answer, faults) => (/^[^\p{Cc}]{1,64}$/u.test(answer) ? undefined : faults.name),
  },
  { key: 'newAccounts', flag: '--new-accounts', fault: oneOf(policies) },
  { key: 'store', flag: '--store', fault: oneOf(stores) },
];

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && url.pathname === '/' && !url.search && !url.hash && !url.username;
  return isPlain === true && /^https?:$/.test(url.protocol);
}

export interface InitArguments {
  readonly given: Readonly<Partial<Record<keyof Answers, string>>>;
  readonly framework?: FrameworkName;
  /** Of the dialogue, and of the page that is written. */
  readonly language: Language;
  /** Takes the usual answer to each question that no option answers. */
  readonly yes: boolean;
  /** Whether it may install packages. */
  readonly installs: boolean;
}

const options = {
  url: { type: 'string' },
  name: { type: 'string' },
  'new-accounts': { type: 'string' },
  store: { type: 'string' },
  framework: { type: 'string' },
  lang: { type: 'string' },
  'no-install': { type: 'boolean', default: false },
  yes: { type: 'boolean', short: 'y', default: false },
} as const;

/** @throws UsageError */
export function readArguments(given: readonly string[], environment: Environment): InitArguments {
  const values = readOptions(given, options, languageOf(given, environment));
  const { url, name, store, framework: wanted, lang, yes, ...rest } = values;
  const { 'new-accounts': newAccounts } = rest;
  const language = readLanguage(lang, environment);
  const framework = frameworkNames.find((each) => each === wanted);
  if (wanted !== undefined && !framework) {
    const { faults, wrongOption } = texts[language];
    throw new UsageError(wrongOption('--framework', faults.oneOf(frameworkNames)));
  }
  return {
    given: {
      ...(url === undefined ? {} : { url }),
      ...(name === undefined ? {} : { name }),
      ...(newAccounts === undefined ? {} : { newAccounts }),
      ...(store === undefined ? {} : { store }),
    },
    ...(framework ? { framework } : {}),
    ...{ language, yes, installs: !rest['no-install'] },
  };
}

/** @throws UsageError if an answer is none */
export function checkAnswers(
  given: Readonly<Record<keyof Answers, string>>,
  { faults, wrongOption }: Texts,
): Answers {
  for (const { key, flag, fault } of questions) {
    const found = fault(given[key], faults);
    if (found !== undefined) throw new UsageError(wrongOption(flag, found));
  }
  // The checks of the questions have looked at both unions.
  const { newAccounts, store } = given as Answers;
  return { url: new URL(given.url).origin, name: given.name, newAccounts, store };
}
