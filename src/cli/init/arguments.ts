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

/** The four questions, with the option that answers each. */
export const questions: readonly {
  readonly key: keyof Answers;
  readonly flag: string;
  readonly question: string;
  readonly usual: string;
}[] = [
  { key: 'url', flag: '--url', question: 'Public URL of the site', usual: 'http://localhost:3000' },
  { key: 'name', flag: '--name', question: 'Name of the official account', usual: 'My account' },
  {
    key: 'newAccounts',
    flag: '--new-accounts',
    question: `New visitors (${policies.join(', ')})`,
    usual: 'create',
  },
  { key: 'store', flag: '--store', question: `Store (${stores.join(', ')})`, usual: 'memory' },
];

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
  const url = URL.canParse(given.url) ? new URL(given.url) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash) {
    throw new UsageError('--url must be the origin of the site, such as https://example.com.');
  }
  const newAccounts = policies.find((each) => each === given.newAccounts);
  if (!newAccounts) throw new UsageError(`--new-accounts must be one of ${policies.join(', ')}.`);
  const store = stores.find((each) => each === given.store);
  if (!store) throw new UsageError(`--store must be one of ${stores.join(', ')}.`);
  if (!/^[^\p{Cc}]{1,64}$/u.test(given.name)) {
    throw new UsageError('--name must be the name of the official account, on one line.');
  }
  return { url: url.origin, name: given.name, newAccounts, store };
}
