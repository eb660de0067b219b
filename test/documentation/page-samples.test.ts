/** Runs the samples for pages in Chromium, with the tags, a backend and the simulator. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { placeOf, samples, type Block } from '../support/documentation/documents.js';
import { toModules } from '../support/documentation/modules.js';
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

test('a page and a script that cannot work fail', async () => {
  const unregistered = '<wechat-mp-door></wechat-mp-door>';
  assert.equal((await pages.visit({ html: unregistered })).length, 1);
  const nowhere = '<wechat-mp-login backend="/nowhere"></wechat-mp-login>';
  assert.notEqual((await pages.visit({ html: nowhere })).length, 0);
  const code = "login.addEventListener('click', missing.handler);";
  const block: Block = {
    document: 'planted.md',
    line: 1,
    language: 'js',
    code,
    notRun: undefined,
    runBy: undefined,
  };
  const [module] = toModules([block]);
  assert.ok(module);
  const found = await pages.visit({ html: usualPage, module, known: [module] });
  assert.match(found.join(), /missing is not defined/);
});
