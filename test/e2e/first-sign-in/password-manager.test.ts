/** The forms of the prompts, filled by browsers, password managers and the clipboard. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { useDemo } from '../../support/e2e/demo/use-demo.js';
import { customers } from '../../../demo/shop/customers.js';
import { openDemoPage, untilStateIs, untilPromptsTitle } from '../../support/e2e/demo/demo-page.js';
import type { DemoPage } from '../../support/e2e/demo/demo-page.js';
import { shownOptions } from '../../support/e2e/demo/expected-outline.js';
import type { Person } from '../../support/e2e/demo/account-rows.js';
import { press, whenStill } from '../../support/e2e/page/browser.js';
import { typeOver } from '../../support/e2e/page/keyboard.js';

/** The fields of each form as in docs/password-managers.md: name, type, autocomplete and inputmode. */
const forms = {
  password: ['username text username -', 'password password current-password -'],
  'email-code': ['email email email -', 'code text one-time-code numeric'],
  'phone-code': ['phone tel tel -', 'code text one-time-code numeric'],
  'member-number': ['number text off -', 'pin password off -'],
};
const chat = 'chatCode text off numeric';

const inCard = (name: string, role: string): string =>
  `wechat-mp-login ::-p-aria([name="${name}"][role="${role}"])`;

interface Form {
  readonly fields: readonly string[];
  readonly isWhole: boolean;
  readonly buttons: readonly string[];
}

/** The only form in the card, as a password manager finds it. */
function formOf(page: Page): Promise<Form> {
  return page.$eval('wechat-mp-login', (tag) => {
    const root = tag.shadowRoot?.querySelector('wechat-mp-binding')?.shadowRoot;
    const [form, ...others] = [...(root?.querySelectorAll('form') ?? [])];
    if (!form || others.length > 0) throw new Error('one form was expected');
    const inputs = [...form.querySelectorAll('input')];
    return {
      fields: inputs.map(({ name, type, autocomplete, inputMode }) =>
        [name, type, autocomplete, inputMode || '-'].join(' '),
      ),
      isWhole:
        form.method === 'post' &&
        form.noValidate &&
        inputs.every(({ id, name, labels }) => id === name && labels?.length === 1),
      buttons: [...form.querySelectorAll('button')].map((button) =>
        [button.type, button.disabled, button.ariaDisabled].join(' '),
      ),
    };
  });
}

describe('Forms that software fills in', () => {
  const suite = useDemo('ask');

  async function openForm(person: Person, method: string): Promise<DemoPage> {
    const demoPage = await openDemoPage(suite.browser, suite.demo);
    const { page, goTo, scan } = demoPage;
    await goTo('/?lang=en');
    await scan(person);
    await untilPromptsTitle(page, 'First time here');
    await press(page, 'I have an account Link it once, then just scan');
    await untilPromptsTitle(page, 'Link your account');
    const links = (await shownOptions(page)).filter((option) => option.action === 'link');
    const label = links.find((each) => each.method === method)?.label ?? '';
    await whenStill(page, inCard(label, 'radio')).click();
    await untilStateIs(page, `state.method === '${method}'`);
    return demoPage;
  }

  for (const [method, fields] of Object.entries(forms)) {
    test(`${method}: each field names its purpose, and no button is disabled while fields are empty`, async () => {
      const { page, close } = await openForm('linXi', method);
      const { fields: found, isWhole, buttons } = await formOf(page);
      assert.deepEqual(found, [...fields, chat]);
      assert.ok(isWhole);
      const send = method.endsWith('code') ? ['button false false'] : [];
      assert.deepEqual(buttons, [...send, 'submit false false']);
      await close();
    });
  }

  test('values that were set without key presses and events are sent', async () => {
    const { page, chatDigits, close } = await openForm('meiTan', 'password');
    const { email: username, password } = customers.zhouLan;
    const values = { username, password, chatCode: await chatDigits('meiTan') };
    await page.$eval(
      'wechat-mp-login',
      (tag, given) => {
        const root = tag.shadowRoot?.querySelector('wechat-mp-binding')?.shadowRoot;
        for (const [name, value] of Object.entries(given)) {
          const input = root?.querySelector<HTMLInputElement>(`input[name=${name}]`);
          if (input) input.value = value;
        }
      },
      values,
    );
    await Promise.all([page.waitForNavigation(), press(page, 'Link and sign in')]);
    assert.equal(await page.$eval('h1 bdi', (it) => it.innerText), customers.zhouLan.name);
    await close();
  });

  test('codes are pasted with a space, and the form keeps its other values', async () => {
    const { page, chatDigits, verificationCodeFor, close } = await openForm('linXi', 'email-code');
    const spaced = (six: string) => `${six.slice(0, 3)} ${six.slice(3)}`;
    const mail = await page.evaluateHandle(() => {
      const other = document.createElement('input');
      document.body.append(other);
      return other;
    });
    /** Copies a text from another field and pastes it. */
    const paste = async (name: string, text: string): Promise<void> => {
      /* eslint-disable @typescript-eslint/no-deprecated -- headless Chromium has no other clipboard keys */
      await mail.focus();
      await typeOver(page, text);
      await page.keyboard.press('a', { commands: ['SelectAll'] });
      await page.keyboard.press('c', { commands: ['Copy'] });
      const field = await page.waitForSelector(inCard(name, 'textbox'));
      await field?.focus();
      await page.keyboard.press('v', { commands: ['Paste'] });
      /* eslint-enable @typescript-eslint/no-deprecated */
      assert.equal(await field?.evaluate((input) => (input as HTMLInputElement).value), text);
    };
    await page.locator(inCard('E-mail', 'textbox')).fill(customers.gaoYuan.email);
    await press(page, 'Send code');
    await untilStateIs(page, 'state.sent && !state.busy');
    await paste('Code', spaced(await verificationCodeFor(customers.gaoYuan.email)));
    await paste('Six digits from WeChat', spaced(await chatDigits('linXi')));
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(await page.$eval('h1 bdi', (it) => it.innerText), customers.gaoYuan.name);
    await close();
  });
});
