/**
 * Runs the elements' tests in the engine that ENGINE names: chromium (the default), firefox or webkit.
 * esbuild compiles TypeScript, and bundles CommonJS packages into modules.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter } from '@web/test-runner';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { browserArgs, findBrowser } from './tools/browsers/browser.js';
import { firefoxOptions } from './tools/browsers/firefox.js';
import { strictPolicy } from './tools/browsers/strict-policy.js';
import { createWebKitLauncher } from './tools/browsers/webkit/launcher.js';

const engines = {
  async chromium() {
    const executablePath = await findBrowser();
    return chromeLauncher({ puppeteer, launchOptions: { executablePath, args: browserArgs } });
  },
  firefox: () => chromeLauncher({ puppeteer, launchOptions: firefoxOptions() }),
  webkit: createWebKitLauncher,
};

const engine = process.env['ENGINE'] ?? 'chromium';
if (!Object.hasOwn(engines, engine)) {
  throw new Error(`ENGINE is "${engine}". Set it to one of: ${Object.keys(engines).join(', ')}.`);
}

/** CommonJS files that browser tests import. Each is served as a module with these exports. */
const commonJs = {
  'qrcode/lib/core/mask-pattern.js': ['applyMask', 'getBestMask'],
  'qrcode/lib/core/polynomial.js': ['generateECPolynomial', 'mod'],
  'qrcode/lib/core/qrcode.js': ['create'],
  jsqr: ['default'],
};

/** @returns {import('@web/dev-server-core').Plugin} */
function commonJsPlugin() {
  const prefix = '/__commonjs__/';
  return {
    name: 'commonjs',
    resolveImport({ source }) {
      return Object.hasOwn(commonJs, source) ? `${prefix}${source}` : undefined;
    },
    async serve({ path }) {
      if (!path.startsWith(prefix)) return undefined;
      const name = path.slice(prefix.length);
      const names = commonJs[/** @type {keyof typeof commonJs} */ (name)];
      const contents = `import m from '${name}';
${names.map((each) => (each === 'default' ? 'export default m.default ?? m;' : `export const ${each} = m.${each};`)).join('\n')}`;
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: '.' },
        bundle: true,
        write: false,
        format: 'esm',
        target: 'es2022',
      });
      return { body: outputFiles[0].text, type: 'js' };
    },
  };
}

/**
 * Resolves `wechat-mp-login/...` to the source in this repository, as `paths` in tsconfig.json does.
 * @returns {import('@web/dev-server-core').Plugin}
 */
function ownSourcePlugin() {
  return {
    name: 'own-source',
    resolveImport({ source }) {
      const [, entry] = /^wechat-mp-login(?:\/(.+))?$/.exec(source) ?? [undefined, undefined];
      if (source !== 'wechat-mp-login' && entry === undefined) return undefined;
      const path = entry === undefined ? 'src/index.ts' : `src/${entry}/index.ts`;
      return existsSync(path) ? `/${path}` : `/src/${entry}.ts`;
    },
  };
}

/**
 * Fails the test that runs when something violates the policy. Runs before every other script. A test
 * of a violation sets `expectedViolations`.
 */
const violationGuard = `<script>
  expectedViolations = 0;
  failOnViolation = ({ violatedDirective, blockedURI, sample, sourceFile, lineNumber }) => {
    const what = [violatedDirective, blockedURI, sample, sourceFile, lineNumber].join(' ');
    if (expectedViolations > 0) expectedViolations -= 1;
    else reportError(new Error('The Content Security Policy was violated: ' + what));
  };
  addEventListener('securitypolicyviolation', failOnViolation);
</script>`;

/** Serves the runner's page under the strict policy. Its own inline scripts get a nonce. */
async function applyStrictPolicy(context, next) {
  await next();
  if (!context.response.is('html') || typeof context.body !== 'string') return;
  const nonce = randomUUID();
  // Tests draw and read pictures of their own, which are in their addresses, and parse markup of their
  // own with the policy of test/support/elements/markup.ts.
  const policy = strictPolicy({
    'script-src': `'nonce-${nonce}'`,
    'img-src': 'data:',
    'trusted-types': 'test-markup',
  });
  context.set('Content-Security-Policy', policy);
  context.body = context.body
    .replace('<head>', `<head>${violationGuard}`)
    .replaceAll('<script', `<script nonce="${nonce}"`);
}

/** Prints one line of counts for tools/test/element-tests.ts. @returns {import('@web/test-runner').Reporter} */
function countsReporter() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  /** @param {import('@web/test-runner').TestSuiteResult} suite */
  const add = (suite) => {
    for (const test of suite.tests) {
      counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
    }
    suite.suites.forEach(add);
  };
  return {
    onTestRunFinished({ sessions }) {
      for (const { testResults, errors } of sessions) {
        if (testResults) add(testResults);
        counts.failed += errors.length;
      }
      const { passed, failed, skipped } = counts;
      console.log(`COUNTS passed=${passed} failed=${failed} skipped=${skipped}`);
    },
  };
}

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: 'test/elements/**/*.test.ts',
  nodeResolve: true,
  middleware: [applyStrictPolicy],
  concurrency: 1,
  browserStartTimeout: 120_000,
  testsFinishTimeout: 600_000,
  plugins: [
    ownSourcePlugin(),
    commonJsPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' }),
  ],
  browsers: [await engines[/** @type {keyof typeof engines} */ (engine)]()],
  reporters: [defaultReporter(), countsReporter()],
  testFramework: { config: { timeout: '120000' } },
};
