/** Reads the answers of `init` from its arguments. */
import { parseArgs } from 'node:util';
import { UsageError } from '../../conformance/command/arguments.js';
import { frameworkNames, type FrameworkName } from './detect.js';

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
  readonly question: string;
  readonly usual: string;
  /** What is wrong with an answer, behind "it"; undefined if nothing is. */
  readonly fault: (answer: string) => string | undefined;
}

const oneOf =
  (choices: readonly string[]) =>
  (answer: string): string | undefined =>
    choices.includes(answer) ? undefined : `must be one of ${choices.join(', ')}`;

/** The four questions. */
export const questions: readonly Question[] = [
  {
    key: 'url',
    flag: '--url',
    question: 'The public URL of the site',
    usual: 'http://localhost:3000',
    fault: (answer) =>
      isOrigin(answer) ? undefined : 'must be the origin of the site, such as https://example.com',
  },
  {
    key: 'name',
    flag: '--name',
    question: 'The name of the official account, as the page shows it',
    usual: 'My account',
    fault: (answer) =>
      /^[^\p{Cc}]{1,64}$/u.test(answer)
        ? undefined
        : 'must be the name of the official account, on one line',
  },
  {
    key: 'newAccounts',
    flag: '--new-accounts',
    question: `A WeChat user without an account here: create one, ask whether they have one to link, or let only people sign in who have linked one (${policies.join(', ')})`,
    usual: 'create',
    fault: oneOf(policies),
  },
  {
    key: 'store',
    flag: '--store',
    question: `Where logins under way are kept: in memory, for one process, or in a database, for several (${stores.join(', ')})`,
    usual: 'memory',
    fault: oneOf(stores),
  },
];

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && url.pathname === '/' && !url.search && !url.hash && !url.username;
  return isPlain === true && /^https?:$/.test(url.protocol);
}

export interface InitArguments {
  readonly given: Readonly<Partial<Record<keyof Answers, string>>>;
  readonly framework?: FrameworkName;
  /** Takes the usual answer to each question that no option answers. */
  readonly yes: boolean;
  /** Whether it may install packages. */
  readonly installs: boolean;
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): InitArguments {
  const { url, name, store, framework: wanted, yes, ...rest } = readOptions(args);
  const { 'new-accounts': newAccounts } = rest;
  const framework = frameworkNames.find((each) => each === wanted);
  if (wanted !== undefined && !framework) {
    throw new UsageError(`--framework must be one of ${frameworkNames.join(', ')}.`);
  }
  return {
    given: {
      ...(url === undefined ? {} : { url }),
      ...(name === undefined ? {} : { name }),
      ...(newAccounts === undefined ? {} : { newAccounts }),
      ...(store === undefined ? {} : { store }),
    },
    ...(framework ? { framework } : {}),
    yes,
    installs: !rest['no-install'],
  };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        name: { type: 'string' },
        'new-accounts': { type: 'string' },
        store: { type: 'string' },
        framework: { type: 'string' },
        'no-install': { type: 'boolean', default: false },
        yes: { type: 'boolean', short: 'y', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError if an answer is none */
export function checkAnswers(given: Readonly<Record<keyof Answers, string>>): Answers {
  for (const { key, flag, fault } of questions) {
    const found = fault(given[key]);
    if (found !== undefined) throw new UsageError(`${flag} ${found}.`);
  }
  // The checks of the questions have looked at both unions.
  const { newAccounts, store } = given as Answers;
  return { url: new URL(given.url).origin, name: given.name, newAccounts, store };
}
