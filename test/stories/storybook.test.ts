/** Every story of the built Storybook reaches its state, is accessible and writes no errors. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import type { LoginState } from '../../src/client/state.js';
import {
  readQrCode,
  openPage,
  horizontalOverflow,
  press,
  untilState,
} from '../support/e2e/page/browser.js';
import type { OpenedPage, View } from '../support/e2e/page/browser.js';
import { excusePages } from '../support/e2e/page/policy.js';
import { build, entries, isStoryPage, serve } from '../support/stories/built.js';
import type { Entry, Served } from '../support/stories/built.js';
import { sharedBrowser } from '../support/e2e/shared-browser.js';
import { until } from '../support/until.js';

await build();
const all = await entries();
const stories = all.filter(({ type }) => type === 'story');
const pages = all.filter(({ type }) => type === 'docs');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly tagName?: string;
      readonly attributes: readonly { readonly name: string }[];
    }[];
  }[];
}

interface Pass {
  /** The toolbar's settings, as in addresses. */
  readonly globals: string;
  readonly view: View;
  readonly of: (story: Entry) => boolean;
  /** How many stories there are at least. */
  readonly minStories: number;
  /** How many QR codes are read at least. */
  readonly minQrCodes: number;
}

const wide = { width: 1280, height: 900 };

const prompts = ['Binding prompts', 'wechat-mp-binding'];
const isOfLogin = ({ title }: Entry): boolean =>
  title === 'wechat-mp-login' || prompts.includes(title);

/**
 * Stories with a layout of their own. The tests of the elements check every state in every language and
 * theme, so these passes only check the toolbar and the stories.
 */
const layouts =
  /^(wechat-mp-login--(idle|loading|ready|ready-long-name|confirm-by-digits|success-new|expired|offline|error-quota-exhausted)|binding-prompts--(choose|create|link-one-of-five-methods|link-by-email-sent|select|mistake-wrong-chat-digits|settings-page|asked-by-the-page)|wechat-mp-identities--(listed|confirm-unlink|refused-too-many-tries)|wechat-mp-qr--(ready|blank)|wechat-mp-binding--link|ways-to-sign-in--(desktop-message|phone-save|wechat-authorize|wecom))$/;

const passes: readonly Pass[] = [
  // Every story once, in two halves that run at the same time.
  {
    globals: 'language:zh-Hans;theme:light',
    view: wide,
    of: isOfLogin,
    minStories: 70,
    minQrCodes: 6,
  },
  {
    globals: 'language:zh-Hans;theme:light',
    view: wide,
    of: (story) => !isOfLogin(story),
    minStories: 40,
    minQrCodes: 15,
  },
  {
    globals: 'language:en;theme:dark',
    view: { width: 320, height: 720 },
    of: ({ id, title }) =>
      layouts.test(id) ||
      ['Brands', 'Theme editor', 'Tokens', 'On your page', 'wechat-mp-login-button'].includes(
        title,
      ) ||
      /^live--(scan|settings)/.test(id),
    minStories: 35,
    minQrCodes: 15,
  },
  {
    globals: 'language:zh-Hant;theme:auto;direction:rtl;width:280',
    view: { width: 800, height: 720, dark: true },
    of: ({ id }) => layouts.test(id) || /^wechat-mp-login-button--(official|open)/.test(id),
    minStories: 24,
    minQrCodes: 4,
  },
];

/** Stops the accessibility add-on, which would run axe on the same story at the same time. */
const withoutAddon = 'a11y.manual:!true';

/** The outcome of the current story. A string, because Storybook's channel has no public types. */
const outcome = `(() => {
  const channel = globalThis.__STORYBOOK_ADDONS_CHANNEL__;
  for (const name of ['playFunctionThrewException', 'storyThrewException', 'storyErrored', 'storyMissing']) {
    const [error] = channel?.last(name) ?? [];
    if (error) return name + ': ' + (error.message ?? error.description ?? '').split('\\n')[0];
  }
  return channel?.last('storyFinished')?.[0].status ?? (channel?.last('docsRendered') && 'success');
})()`;

/** Goes to another story as the sidebar does, without loading the page again. */
const switchTo = ({ id, type }: Entry): string => `new Promise((resolve) => {
  const channel = globalThis.__STORYBOOK_ADDONS_CHANNEL__;
  const end = (outcome) => {
    for (const [name, listener] of Object.entries(listeners)) channel.off(name, listener);
    resolve(outcome);
  };
  const fail = (name) => (error) =>
    end(name + ': ' + (error?.message ?? error?.description ?? '').split('\\n')[0]);
  const listeners = {
    storyFinished: ({ storyId, status }) => storyId === '${id}' && end(status),
    docsRendered: (entryId) => entryId === '${id}' && end('success'),
    ...Object.fromEntries(
      ['playFunctionThrewException', 'storyThrewException', 'storyErrored', 'storyMissing']
        .map((name) => [name, fail(name)]),
    ),
  };
  for (const [name, listener] of Object.entries(listeners)) channel.on(name, listener);
  channel.emit('setCurrentStory', { storyId: '${id}', viewMode: '${type}' });
})`;

const violations = `axe.run('#storybook-root')
  .then(({ passes, violations }) =>
    passes.length === 0
      ? ['axe checked nothing']
      : violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')),
  )`;

/**
 * The errors that the tags have to write to the console. Errors that people on a settings page can fix
 * themselves are not among them.
 */
const expectedErrors = `[
  ...[...document.querySelectorAll('wechat-mp-login')]
    .filter(({ state, dataset }) => state.type === 'error' && !('drawn' in dataset))
    .map(({ state }) => '<wechat-mp-login> ' + state.code),
  ...[...document.querySelectorAll('wechat-mp-identities')]
    .map(({ state }) => (state.problem ?? state.open?.problem)?.code)
    .filter((code) => code && !/last_way_in|reauthentication_required|confirmation_required|too_recent|rate_limited/.test(code))
    .map((code) => '<wechat-mp-identities> ' + code),
]`;

/** All visible and accessible text of the story, in shadow roots too. */
const allTexts = `(() => {
  const words = [];
  const walk = (root) => {
    for (const node of root.childNodes) {
      if (node instanceof Text) words.push(node.data.trim());
      if (!(node instanceof Element) || node.localName === 'style') continue;
      for (const name of ['aria-label', 'placeholder', 'alt']) words.push(node.getAttribute(name) ?? '');
      if (node.shadowRoot) walk(node.shadowRoot);
      walk(node);
    }
  };
  walk(document.querySelector('#storybook-root'));
  return words.filter(Boolean);
})()`;

/** By the manifest: the class also observes attributes that a framework writes by mistake. */
function attributesOf(tag: string): string[] {
  const { modules } = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as Manifest;
  return modules
    .flatMap(({ declarations }) => declarations)
    .filter(({ tagName }) => tagName === tag)
    .flatMap(({ attributes }) => attributes.map(({ name }) => name));
}

/**
 * Properties of the class that the documentation's table lacks. Those that a page can write as an
 * attribute have a control.
 */
const undescribed = (tag: string): string => `(() => {
  const written = ${JSON.stringify(attributesOf(tag))};
  const rows = [...document.querySelectorAll('.docblock-argstable-body tr')];
  const rowOf = (name) => rows.find((row) => row.cells[0]?.innerText.trim().replace(/[ *]+$/, '') === name);
  const missing = [];
  for (const [name, { attribute }] of customElements.get('${tag}').elementProperties) {
    const named = typeof attribute === 'string' ? attribute : name;
    const row = rowOf(named) ?? rowOf(name) ?? rowOf(name.toLowerCase());
    if (!row) missing.push(name + ' has no row');
    else if (written.includes(named.toLowerCase()) && !row.querySelector('input, select, textarea, button')) {
      missing.push(name + ' has no control');
    }
  }
  return missing;
})()`;

const frame = 'new Promise((resolve) => requestAnimationFrame(resolve))';

describe('The built Storybook, in any folder', { concurrency: 2 }, () => {
  let browser: Browser;
  let served: Served;
  before(async () => {
    [browser, served] = await Promise.all([sharedBrowser(), serve()]);
    const { origin } = new URL(served.url);
    excusePages((address) => address.origin === origin && !isStoryPage(address.searchParams));
  });
  after(() => served.stop());

  async function openBlank(view: View): Promise<OpenedPage> {
    const opened = await openPage(browser, 'about:blank', view);
    const { page, consoleErrors } = opened;
    // Without animations, the tests need not wait for their end.
    await page.emulateMediaFeatures([
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'prefers-color-scheme', value: view.dark ? 'dark' : 'light' },
    ]);
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(served.url) && !/^(data|blob):/.test(url)) {
        consoleErrors.push(`asked for ${url}`);
      }
    });
    return opened;
  }

  async function show({ page, consoleErrors }: OpenedPage, { id, type }: Entry, globals = '') {
    consoleErrors.length = 0;
    await page.goto(`${served.url}iframe.html?id=${id}&viewMode=${type}&globals=${globals}`);
    const end = await page.waitForFunction(outcome, { timeout: 90_000 });
    assert.equal(await end.jsonValue(), 'success');
  }

  async function assertNoOtherErrors({ page, consoleErrors }: OpenedPage): Promise<void> {
    const expected = (await page.evaluate(expectedErrors)) as string[];
    // The tags load the text for developers only after an error.
    await until(() => consoleErrors.length >= expected.length, expected.join(', '));
    const found = consoleErrors.map((error) => error.split(' ').slice(0, 2).join(' '));
    assert.deepEqual(found, expected, consoleErrors.join('\n'));
  }

  /** Reads every QR code that can be scanned from a screenshot, with another reader than the phone's. */
  async function assertQrCodes(page: Page): Promise<number> {
    let codes = 0;
    for (const tile of await page.$$('>>> wechat-mp-qr')) {
      const { value, isReady } = await tile.evaluate((element) => ({
        value: element.value,
        isReady: element.shadowRoot?.querySelector('.ready .code') !== null,
      }));
      if (!isReady || !value) continue;
      assert.equal(await readQrCode(tile), value, 'the QR code is read from its picture');
      codes += 1;
    }
    return codes;
  }

  for (const { globals, view, of, ...least } of passes) {
    test(`stories with ${globals}, in ${view.width} px`, async (t) => {
      const chosen = stories.filter(of);
      assert.ok(chosen.length >= least.minStories, `${chosen.length} stories were found`);
      const opened = await openBlank(view);
      const { page, consoleErrors } = opened;
      let codes = 0;
      let isOpen = false;
      for (const story of chosen) {
        await t.test(`${story.title}: ${story.name}`, async () => {
          const stays = isOpen;
          // After a failure, the next story loads the page again.
          isOpen = false;
          if (stays) {
            consoleErrors.length = 0;
            assert.equal(await page.evaluate(switchTo(story)), 'success');
          } else {
            await show(opened, story, `${globals};${withoutAddon}`);
            await page.evaluate(axe);
          }
          await assertNoOtherErrors(opened);
          assert.equal(await horizontalOverflow(page), 0, 'nothing is wider than the window');
          codes += await assertQrCodes(page);
          assert.deepEqual(await page.evaluate(violations), []);
          // A page says each mistake once, and the next story may have the same.
          isOpen = consoleErrors.length === 0;
        });
      }
      assert.ok(codes >= least.minQrCodes, `${codes} QR codes were read`);
      await page.browserContext().close();
    });
  }

  test('a control that starts a new login does so once', async () => {
    const opened = await openBlank(wide);
    const { page, consoleErrors } = opened;
    const ready = stories.find(({ id }) => id === 'wechat-mp-login--ready');
    assert.ok(ready);
    await show(opened, ready, `language:en;${withoutAddon}`);
    for (const [name, value] of Object.entries({
      purpose: 'link',
      method: 'scan',
      theme: 'dark',
    })) {
      const types = (await page.evaluate(`new Promise((resolve) => {
        const login = document.querySelector('wechat-mp-login');
        const types = [];
        login.addEventListener('wechat-mp-login-state', ({ state }) => types.push(state.type));
        const channel = globalThis.__STORYBOOK_ADDONS_CHANNEL__;
        channel.once('storyRendered', async () => {
          while (login.state.type !== 'ready' || login.${name} !== '${value}') await ${frame};
          // An endless loop would have continued by now.
          for (let frames = 0; frames < 20; frames++) await ${frame};
          resolve(types);
        });
        channel.emit('updateStoryArgs', {
          storyId: '${ready.id}', updatedArgs: { ${name}: '${value}' },
        });
      })`)) as string[];
      assert.deepEqual(types, name === 'theme' ? [] : ['loading', 'ready'], name);
    }
    assert.deepEqual(consoleErrors, []);
    await page.browserContext().close();
  });

  test('a change of language in the toolbar keeps the login', async () => {
    const opened = await openBlank(wide);
    const { page, consoleErrors } = opened;
    await show(opened, live('Scan With The Phone'), `language:zh-Hans;${withoutAddon}`);
    const card = `document.querySelector('wechat-mp-login')`;
    const before = await page.evaluate(`${card}.state.shown.url`);
    await page.evaluate(`globalThis.__STORYBOOK_ADDONS_CHANNEL__
      .emit('updateGlobals', { globals: { language: 'en' } })`);
    await page.waitForFunction(
      `${card}.shadowRoot.querySelector('h2').innerText.includes('WeChat')`,
    );
    assert.equal(await page.evaluate(`${card}.state.shown.url`), before);
    assert.deepEqual(consoleErrors, []);
    await page.browserContext().close();
  });

  test('in the pseudo language, no text is left in another language', async (t) => {
    const opened = await openBlank(wide);
    const { page } = opened;
    const chosen = stories.filter(({ id }) =>
      /^(wechat-mp-login--(ready|success-new)|binding-prompts--(choose|create|link-one-of-five-methods|select|mistake-conflict|asked-by-the-page)|wechat-mp-binding--link|wechat-mp-identities--refused-last-login-method|wechat-mp-login-button--open)$/.test(
        id,
      ),
    );
    assert.equal(chosen.length, 11, 'the stories were found');
    let isOpen = false;
    for (const story of chosen) {
      await t.test(`${story.title}: ${story.name}`, async () => {
        if (isOpen) assert.equal(await page.evaluate(switchTo(story)), 'success');
        else await show(opened, story, `language:pseudo;${withoutAddon}`);
        isOpen = true;
        const texts = (await page.evaluate(allTexts)) as string[];
        assert.ok(texts.length > 3, 'texts were found');
        const left = texts.filter((each) => /[a-z]{2}|[\u4e00-\u9fff]{2}/i.test(each));
        // Names that were inserted into a sentence are in its brackets.
        assert.deepEqual(
          left.filter((each) => !each.startsWith('⟦')),
          [],
        );
        assert.equal(await horizontalOverflow(page), 0, 'nothing is wider than the window');
      });
    }
    await page.browserContext().close();
  });

  test('the documentation pages have a row and a control for every property of a tag', async (t) => {
    assert.ok(pages.length > 7, 'the pages were found');
    const opened = await openBlank(wide);
    const { page, consoleErrors } = opened;
    const described = new Set<string>();
    let isOpen = false;
    for (const entry of pages) {
      await t.test(`${entry.title}: ${entry.name}`, async () => {
        const stays = isOpen;
        isOpen = false;
        consoleErrors.length = 0;
        if (stays) assert.equal(await page.evaluate(switchTo(entry)), 'success');
        else await show(opened, entry);
        const others = consoleErrors.filter((each) => !/^<wechat-mp-\w+> /.test(each));
        assert.deepEqual(others, []);
        if (entry.title.startsWith('wechat-mp-')) {
          await page.waitForSelector('.docblock-argstable-body tr');
          assert.deepEqual(await page.evaluate(undescribed(entry.title)), []);
          described.add(entry.title);
        }
        isOpen = true;
      });
    }
    assert.equal(described.size, 5, [...described].join());
    await page.browserContext().close();
  });

  const live = (name: string): Entry => {
    const found = stories.find((story) => story.title === 'Live' && story.name === name);
    assert.ok(found, name);
    return found;
  };

  /** Reads the digits in the newest reply in the phone's chat. */
  async function chatDigits(page: Page): Promise<string> {
    const digits = `document.querySelector('wechat-phone')?.shadowRoot
      ?.querySelector('.log .line:last-of-type')?.innerText.match(/\\d{6}/)?.[0]`;
    const handle = await page.waitForFunction(digits);
    return (await handle.jsonValue()) as string;
  }

  test('the live story creates an account for a new visitor, and recognizes them afterwards', async () => {
    const opened = await openBlank({ width: 1280, height: 900 });
    const { page, consoleErrors } = opened;
    await show(opened, live('Scan With The Phone'), `language:en;${withoutAddon}`);
    await untilState(page, 'ready');
    await press(page, 'Scan');
    await press(page, 'Follow');
    await page.locator('>>> [part=option]').click();
    await untilState(page, 'success');
    await press(page, 'Sign out and start again');
    await untilState(page, 'ready');
    await press(page, 'Scan');
    await untilState(page, 'success');
    assert.deepEqual(consoleErrors, []);
    await page.browserContext().close();
  });

  test('the live story links an account with its password and the chat digits', async () => {
    const opened = await openBlank({ width: 1280, height: 900 });
    const { page, consoleErrors } = opened;
    await show(opened, live('Scan With The Phone'), `language:en;${withoutAddon}`);
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
    assert.deepEqual(consoleErrors, []);
    await page.browserContext().close();
  });

  test('the live settings page links a WeChat and unlinks it', async () => {
    const opened = await openBlank({ width: 1280, height: 900 });
    const { page, consoleErrors } = opened;
    await show(opened, live('Settings Page'), `language:en;${withoutAddon}`);
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
    await page.locator('>>> wechat-mp-identities >>> .confirm').click();
    await page.waitForFunction(`${count} === 0`);
    assert.deepEqual(consoleErrors, []);
    await page.browserContext().close();
  });

  test('Storybook itself opens a story', async () => {
    const opened = await openBlank({ width: 1280, height: 900 });
    const { page, consoleErrors } = opened;
    const [first] = stories;
    await page.goto(`${served.url}index.html?path=/story/${first?.id}`);
    const handle = await page.waitForSelector('#storybook-preview-iframe');
    const preview = await handle?.contentFrame();
    await preview?.waitForFunction(outcome);
    await page.waitForSelector(`[data-item-id="${first?.id}"]`);
    assert.deepEqual(consoleErrors, []);
    await page.browserContext().close();
  });
});
