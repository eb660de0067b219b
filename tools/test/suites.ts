/** Finds the test files, and defines which suites they belong to and how each suite runs. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sum, type Counts } from './counts.js';
import { elementTests } from './element-tests.js';
import { nodeTests } from './node-tests.js';

export interface Suite {
  readonly what: string;
  /** Whether it needs only `npm ci`. `npm test` without arguments runs these suites. */
  readonly isSelfContained: boolean;
  owns(file: string): boolean;
  /** @param cores how many the suite may keep busy */
  run(files: readonly string[], cores: number): Promise<Counts>;
}

/** Every `*.test.ts` below the folder, sorted. */
export function testFiles(folder = 'test'): string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      // test/frameworks has packages of its own.
      .filter((path) => !path.includes('/node_modules/'))
      .sort()
  );
}

const below = (...folders: readonly string[]) => {
  return (file: string): boolean => folders.some((folder) => file.startsWith(`test/${folder}/`));
};
const isElements = below('elements');
const isFirefox = below('e2e/firefox');
const isBrowser = below('elements', 'e2e', 'pictures', 'stories');
const isFrameworks = below('frameworks');
const isConformance = below('conformance');
const isOfBroken = (file: string): boolean => file.endsWith('/broken.test.ts');

/**
 * Groups files by folder of test/, one process for each. The folders of test/accounts are groups of
 * their own, because they start databases, and so are those of test/frameworks, which install packages:
 * so two processes share the work evenly.
 */
function groupsOf(files: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const [, folder = '', below = ''] = file.split('/');
    const isSplit = folder === 'accounts' || folder === 'frameworks';
    const name = isSplit ? `${folder}/${below}` : folder;
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  // Start the large groups first, so that small ones fill the time at the end.
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/**
 * Tests of what engines do differently: focus, popovers, dialogs, forms, layout, writing direction.
 * Tests that only compute texts, states and requests run in Chromium alone.
 */
const inEveryEngine = [
  'binding/focus',
  'binding/forms',
  'binding/in-login',
  'binding/looks',
  'button/',
  'identities/focus',
  'identities/looks',
  'login/card',
  'login/states',
  'qr/brand',
  'qr/wechat-mp-qr',
  'texts/language',
  'texts/rtl',
].map((path) => `test/elements/${path}`);

const differsByEngine = (file: string): boolean =>
  inEveryEngine.some((path) => file.startsWith(path));

/**
 * Firefox stops reporting focus changes after about a dozen pages in one window. The button's tests,
 * which are about focus, therefore have a window of their own.
 */
async function inFirefox(files: readonly string[]): Promise<Counts> {
  const elements = files.filter(isElements);
  const isButton = below('elements/button');
  const windows = [elements.filter((file) => !isButton(file)), elements.filter(isButton)];
  const counts: Counts[] = [];
  for (const window of windows) {
    if (window.length > 0) counts.push(await elementTests('firefox', window));
  }
  counts.push(await nodeTests([files.filter(isFirefox)]));
  return sum(counts);
}

/**
 * A folder with a tsconfig.json of its own gets its settings. Those of the repository resolve the
 * package's name to the source.
 */
function withOwnSettings([file = '']: readonly string[]): NodeJS.ProcessEnv {
  const path = join(dirname(file), 'tsconfig.json');
  return existsSync(path) ? { ...process.env, TSX_TSCONFIG_PATH: path } : process.env;
}

/** The long ones first: the short ones fill the time at the end. */
export const suites = {
  e2e: {
    what: 'the demo, operated in a browser',
    isSelfContained: true,
    owns: (file) => below('e2e')(file) && !isFirefox(file),
    run: (files) => nodeTests([files]),
  },
  node: {
    what: 'everything without a browser',
    isSelfContained: true,
    owns: (file) => !isBrowser(file) && !isFrameworks(file) && !isConformance(file),
    run: (files, cores) => nodeTests(groupsOf(files), cores),
  },
  conformance: {
    what: 'the conformance kit, against good backends and broken ones',
    isSelfContained: true,
    owns: isConformance,
    // Good backends and broken ones take about as long.
    run: (files) =>
      nodeTests([files.filter(isOfBroken), files.filter((file) => !isOfBroken(file))], 2),
  },
  elements: {
    what: 'the elements, in Chromium',
    isSelfContained: true,
    owns: isElements,
    run: (files) => elementTests('chromium', files),
  },
  frameworks: {
    what: 'the built package in frameworks, whose packages it installs',
    isSelfContained: false,
    owns: isFrameworks,
    run: (files, cores) => nodeTests(groupsOf(files), cores, withOwnSettings),
  },
  firefox: {
    what: 'the elements and a login, in an installed Firefox',
    isSelfContained: false,
    owns: (file) => differsByEngine(file) || isFirefox(file),
    run: inFirefox,
  },
  webkit: {
    what: 'the elements, in an installed WebKitGTK',
    isSelfContained: false,
    owns: differsByEngine,
    run: (files) => elementTests('webkit', files),
  },
  pictures: {
    what: 'how every card looks, and whether its QR code can be read',
    isSelfContained: true,
    owns: below('pictures'),
    run: (files) => nodeTests([files]),
  },
  stories: {
    what: 'the built Storybook',
    isSelfContained: true,
    owns: below('stories'),
    run: (files) => nodeTests([files]),
  },
} as const satisfies Readonly<Record<string, Suite>>;

export type SuiteName = keyof typeof suites;
export const suiteNames = Object.keys(suites) as SuiteName[];
