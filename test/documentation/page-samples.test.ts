/** Runs the samples for pages in Chromium, with the tags, a backend and the simulator. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { placeOf, samples, type Block } from '../support/documentation/documents.js';
import { toModules, type SampleModule } from '../support/documentation/modules.js';
import { startSamplePages, usualPage, type SamplePage } from '../support/documentation/run-page.js';

let pages: SamplePage;

before(async () => {
  pages = await startSamplePages();
});

after(() => pages.stop());

const modules = toModules(samples('ts', 'js')).filter(({ isBrowser }) => isBrowser);

/** The page that a script in a document belongs to: the HTML sample before it if that has a form, else the usual page. */
function pageBefore(block: Block): string {
  const page = samples('html')
    .filter(({ document, line }) => document === block.document && line < block.line)
    .at(-1);
  return page && !/<script/.test(page.code) && page.code.includes('<form') ? page.code : usualPage;
}

for (const block of samples('html')) {
  test(`the page at ${placeOf(block)} works as it stands`, async () => {
    assert.deepEqual(await pages.visit({ html: block.code }), []);
  });
}

for (const module of modules) {
  test(`the script at ${placeOf(module.block)} works as it stands`, async () => {
    const html = pageBefore(module.block);
    assert.deepEqual(await pages.visit({ html, module, known: modules }), []);
  });
}

/** A script that no document has. */
function planted(code: string): SampleModule {
  const unplaced = { document: 'planted.md', line: 1, language: 'js' } as const;
  const block: Block = { ...unplaced, code, notRun: undefined, runBy: undefined };
  const [module] = toModules([block]);
  assert.ok(module);
  return module;
}

test('a script that starts the login again beside the scan works', async () => {
  const module = planted(`
    const startAgain = async () => {
      login.remove();
      await new Promise((resolve) => setTimeout(resolve));
      document.body.append(login);
    };
    const send = fetch;
    globalThis.fetch = async (address, options) => {
      if (String(address).endsWith('/redeem')) {
        globalThis.fetch = send;
        await startAgain();
      }
      return send(address, options);
    };
    await startAgain();`);
  assert.deepEqual(await pages.visit({ html: usualPage, module, known: [module] }), []);
});

test('a page and a script that cannot work fail', async () => {
  const unregistered = '<wechat-mp-door></wechat-mp-door>';
  assert.equal((await pages.visit({ html: unregistered })).length, 1);
  const nowhere = '<wechat-mp-login backend="/nowhere"></wechat-mp-login>';
  assert.notEqual((await pages.visit({ html: nowhere })).length, 0);
  const module = planted("login.addEventListener('click', missing.handler);");
  const found = await pages.visit({ html: usualPage, module, known: [module] });
  assert.match(found.join(), /missing is not defined/);
});
