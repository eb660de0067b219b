/** The prompts at 400 % zoom, which turns 1280 × 1024 into 320 × 256 pixels, and on a phone held sideways. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { useDemo } from '../../support/e2e/demo/use-demo.js';
import { customers } from '../../../demo/shop/customers.js';
import { openDemoPage, untilStateIs, untilPromptsTitle } from '../../support/e2e/demo/demo-page.js';
import { shownOptions, textsFor } from '../../support/e2e/demo/expected-outline.js';
import type { Person } from '../../support/e2e/demo/account-rows.js';
import { horizontalOverflow, press, whenStill } from '../../support/e2e/page/browser.js';
import { clipped, outOfViewWhenFocused } from '../../support/e2e/looks/fits.js';

const views = [
  { width: 320, height: 256 },
  { width: 640, height: 256 },
];

const tags = 'wechat-mp-login, wechat-mp-identities';
/** The parts of the demo's pages that contain them. */
const roots = '.panel';

describe('The prompts at 400 % zoom', () => {
  const suite = useDemo('ask');

  async function fits(page: Page): Promise<void> {
    for (const view of views) {
      await page.setViewport(view);
      assert.equal(await horizontalOverflow(page), 0, 'nothing is wider than the window');
      assert.deepEqual(await clipped(page, `${tags}, ${roots}`), []);
      assert.deepEqual(
        await outOfViewWhenFocused(page, roots),
        [],
        'every element is in view when it has the focus',
      );
    }
  }

  async function signIn(lang: string, person: Person, account: string): Promise<void> {
    const { page, goTo, scan, untilState, chatDigits, verificationCodeFor } = await openDemoPage(
      suite.browser,
      suite.demo,
    );
    const { prompts } = await textsFor(lang);
    const inCard = (name: string, role: string) =>
      whenStill(page, `wechat-mp-login ::-p-aria([name="${name}"][role="${role}"])`);
    await goTo(`/?lang=${lang}`);
    await untilState('ready');
    await fits(page);
    await scan(person);
    await untilPromptsTitle(page, prompts.prompts.choose[0]);
    await fits(page);
    await press(page, prompts.existingAccount.join(' '));
    await untilPromptsTitle(page, prompts.prompts.link[0]);
    const links = (await shownOptions(page)).filter((option) => option.action === 'link');
    for (const { method, label } of links) {
      await inCard(label, 'radio').click();
      await untilStateIs(page, `state.method === '${method}'`);
      await fits(page);
      await press(page, prompts.submit.link);
      await fits(page);
    }
    const phone = links.find(({ method }) => method === 'phone-code');
    assert.ok(phone);
    await inCard(phone.label, 'radio').click();
    const [number, code] = phone.fields;
    await inCard(number?.label ?? '', 'textbox').fill(customers.heXin.phone);
    await press(page, prompts.send);
    await untilStateIs(page, 'state.sent && !state.busy');
    await fits(page);
    const values = [
      await verificationCodeFor(customers.heXin.phone),
      await chatDigits(person),
    ] as const;
    await inCard(code?.label ?? '', 'textbox').fill(values[0]);
    await inCard(prompts.chatDigitsLabel, 'textbox').fill(values[1]);
    await press(page, prompts.submit.link);
    await untilPromptsTitle(page, prompts.prompts.select[0]);
    await fits(page);
    const answered = page.waitForNavigation();
    await press(page, account);
    await answered;
    await fits(page);
    await goTo(`/settings?lang=${lang}`);
    await page.waitForFunction(
      `document.querySelector('wechat-mp-identities')?.state?.identities?.length > 0`,
    );
    await fits(page);
    await whenStill(page, 'wechat-mp-identities >>> li button').click();
    await page.waitForSelector('wechat-mp-identities >>> .question');
    await fits(page);
  }

  test('nothing is missing or cut off, in English', () =>
    signIn('en', 'heXin', customers.heXin.names[1]));

  test('nothing is missing or cut off, in Chinese', () =>
    signIn('zh-Hans', 'linXi', customers.heXin.names[0]));
});
