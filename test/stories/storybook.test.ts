/** Every story of the built Storybook: that it gets where it wants to, without a complaint. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import type { LoginState } from '../../src/client/state.js';
import { launch, open, overflow, press, untilState } from '../e2e/browser.js';
import type { Opened, View } from '../e2e/browser.js';
import { build, entries, serve } from './built.js';
import type { Entry, Served } from './built.js';

await build();
const all = await entries();
const stories = all.filter(({ type }) => type === 'story');
const pages = all.filter(({ type }) => type === 'docs');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const settings = [
  { language: 'zh-Hans', theme: 'light', view: { width: 1280, height: 900 } },
  { language: 'en', theme: 'dark', view: { width: 320, height: 720 } },
] as const;

/** As the a11y add-on would look at the story too, at the same time. */
const others = 'a11y.manual:!true';

/** Asked as a string, as the channel is Storybook's own affair. Without the page that it prints. */
const outcome = `(() => {
  const channel = globalThis.__STORYBOOK_ADDONS_CHANNEL__;
  for (const name of ['playFunctionThrewException', 'storyThrewException', 'storyErrored', 'storyMissing']) {
    const [told] = channel?.last(name) ?? [];
    if (told) return name + ': ' + (told.message ?? told.description ?? '').split('\\n')[0];
  }
  return channel?.last('storyFinished')?.[0].status ?? (channel?.last('docsRendered') && 'success');
})()`;

/** The phone's buttons have the same names in every language: what it shows of them is no match. */
const demoNames = "{ rules: { 'label-content-name-mismatch': { enabled: false } } }";

const violations = (options: string): string => `axe.run('#storybook-root', ${options})
  .then(({ passes, violations }) =>
    passes.length === 0
      ? ['nothing was looked at']
      : violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')),
  )`;

/**
 * What the tags are to tell the developer, and nothing but that, where they show an error. What a
 * settings page's person can mend themselves is no affair of the developer's.
 */
const told = `[
  ...[...document.querySelectorAll('wechat-mp-login')]
    .filter(({ state }) => state.type === 'error')
    .map(({ state }) => '<wechat-mp-login> ' + state.code),
  ...[...document.querySelectorAll('wechat-mp-identities')]
    .map(({ state }) => (state.problem ?? state.open?.problem)?.code)
    .filter((code) => code && !/last_way_in|reauthentication_required|rate_limited/.test(code))
    .map((code) => '<wechat-mp-identities> ' + code),
]`;

const frame = 'new Promise((resolve) => requestAnimationFrame(resolve))';

describe('Storybook, built, in a folder of any name', { concurrency: true }, () => {
  let browser: Browser;
  let served: Served;
  before(async () => {
    [browser, served] = await Promise.all([launch(), serve()]);
  });
  after(async () => {
    await browser.close();
    served.stop();
  });

  async function openPage(view: View): Promise<Opened> {
    const opened = await open(browser, 'about:blank', view);
    const { page, complaints } = opened;
    // What moves would have to be waited for.
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(served.url) && !/^(data|blob):/.test(url)) {
        complaints.push(`asked for ${url}`);
      }
    });
    return opened;
  }

  async function show({ page, complaints }: Opened, { id, type }: Entry, globals = '') {
    complaints.length = 0;
    await page.goto(`${served.url}iframe.html?id=${id}&viewMode=${type}&globals=${globals}`);
    const end = await page.waitForFunction(outcome, { timeout: 40_000 });
    assert.equal(await end.jsonValue(), 'success');
  }

  async function assertNoComplaint({ page, complaints }: Opened): Promise<void> {
    const expected = (await page.evaluate(told)) as string[];
    // The sentence for the developer is loaded only then.
    for (let frames = 0; frames < 100 && complaints.length < expected.length; frames++) {
      await page.evaluate(frame);
    }
    const words = complaints.map((complaint) => complaint.split(' ').slice(0, 2).join(' '));
    assert.deepEqual(words, expected, complaints.join('\n'));
  }

  for (const { language, theme, view } of settings) {
    test(`every story, in ${language}, ${theme}, at ${view.width} px`, async (t) => {
      assert.ok(stories.length > 90, 'the stories were found');
      const opened = await openPage(view);
      const { page } = opened;
      for (const story of stories) {
        await t.test(`${story.title}: ${story.name}`, async () => {
          await show(opened, story, `language:${language};theme:${theme};${others}`);
          await assertNoComplaint(opened);
          assert.equal(await overflow(page), 0, 'nothing is wider than the window');
          await page.evaluate(axe);
          assert.deepEqual(
            await page.evaluate(violations(story.title === 'Live' ? demoNames : '{}')),
            [],
          );
        });
      }
      await page.browserContext().close();
    });
  }

  test('the pages of documentation', async (t) => {
    assert.ok(pages.length > 4, 'the pages were found');
    const opened = await openPage({ width: 1280, height: 900 });
    for (const page of pages) {
      await t.test(`${page.title}: ${page.name}`, async () => {
        await show(opened, page);
        const others = opened.complaints.filter((each) => !/^<wechat-mp-\w+> /.test(each));
        assert.deepEqual(others, []);
      });
    }
    await opened.page.browserContext().close();
  });

  const live = (name: string): Entry => {
    const found = stories.find((story) => story.title === 'Live' && story.name === name);
    assert.ok(found, name);
    return found;
  };

  /** The digits of the newest reply in the phone's chat. */
  async function chatDigits(page: Page): Promise<string> {
    const digits = `document.querySelector('demo-phone')?.shadowRoot
      ?.querySelector('.log .line:last-of-type')?.innerText.match(/\\d{6}/)?.[0]`;
    const handle = await page.waitForFunction(digits);
    return (await handle.jsonValue()) as string;
  }

  test('the live story makes somebody new an account, and knows them afterwards', async () => {
    const opened = await openPage({ width: 1280, height: 900 });
    const { page, complaints } = opened;
    await show(opened, live('Scan With The Phone'), `language:en;${others}`);
    await untilState(page, 'ready');
    await press(page, 'Scan');
    await press(page, 'Follow');
    await page.locator('>>> [part=option]').click();
    await untilState(page, 'success');
    await press(page, 'Sign out, and once more');
    await untilState(page, 'ready');
    await press(page, 'Scan');
    await untilState(page, 'success');
    assert.deepEqual(complaints, []);
    await page.browserContext().close();
  });

  test('the live story links a member by password and the digits of the chat', async () => {
    const opened = await openPage({ width: 1280, height: 900 });
    const { page, complaints } = opened;
    await show(opened, live('Scan With The Phone'), `language:en;${others}`);
    await untilState(page, 'ready');
    await press(page, 'Scan');
    await press(page, 'Follow');
    await page.locator('>>> [part=option] + [part=option]').click();
    await page.locator('>>> input[name=username]').fill('lan@example.com');
    await page.locator('>>> input[name=password]').fill('mountain-tea-42');
    await page.locator('>>> input[name=chatCode]').fill(await chatDigits(page));
    await page.locator('>>> form [part=button]').click();
    await untilState(page, 'success');
    const state = (await page.evaluate(
      `document.querySelector('wechat-mp-login').state`,
    )) as Extract<LoginState, { type: 'success' }>;
    assert.deepEqual([state.linked, state.account.name], [true, 'Zhou Lan 周岚']);
    assert.deepEqual(complaints, []);
    await page.browserContext().close();
  });

  test('the live settings page links a WeChat, and unlinks it', async () => {
    const opened = await openPage({ width: 1280, height: 900 });
    const { page, complaints } = opened;
    await show(opened, live('Settings Page'), `language:en;${others}`);
    const count = `document.querySelector('wechat-mp-identities')?.state.identities?.length`;
    assert.equal(await page.evaluate(count), 0);
    await press(page, 'Show code');
    await untilState(page, 'ready');
    await press(page, 'Scan');
    await press(page, 'Follow');
    await page.locator('>>> input[name=chatCode]').fill(await chatDigits(page));
    await page.locator('>>> form [part=button]').click();
    await page.waitForFunction(`${count} === 1`);
    await page.locator('>>> wechat-mp-identities >>> [part=row] button').click();
    await page.locator('>>> wechat-mp-identities >>> .sure').click();
    await page.waitForFunction(`${count} === 0`);
    assert.deepEqual(complaints, []);
    await page.browserContext().close();
  });

  test('the book itself opens at a story', async () => {
    const opened = await openPage({ width: 1280, height: 900 });
    const { page, complaints } = opened;
    const [first] = stories;
    await page.goto(`${served.url}index.html?path=/story/${first?.id}`);
    const handle = await page.waitForSelector('#storybook-preview-iframe');
    const preview = await handle?.contentFrame();
    await preview?.waitForFunction(outcome);
    await page.waitForSelector(`[data-item-id="${first?.id}"]`);
    assert.deepEqual(complaints, []);
    await page.browserContext().close();
  });
});
