/**
 * One login by ear, through every state that it comes to: each change is said once, what went wrong
 * at once and by nothing else, and whoever works in the card stays in it.
 */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../src/index.js';
import type { Backend } from '../../src/client/backend.js';
import { terms as prompts } from '../../src/locales/en/binding.js';
import { terms } from '../../src/locales/en/login.js';
import { WechatMpLoginError } from '../../src/protocol/errors.js';
import type { ErrorCode } from '../../src/protocol/errors.js';
import { createFakeBackend } from '../support/elements/fake-backend.js';
import { inside, promptsOf, textOf } from '../support/elements/page.js';
import { until } from '../support/until.js';
import { create, has, password, press } from '../support/elements/binding-page.js';

/** Longer than the prompts wait with their news for the focus to be heard. */
const aWhileMs = 400;

const live = '[role=status], [role=alert]';

/** Writes down what the live regions come to hold, each time that it changes: `status: …`, `alert: …`. */
function listen(root: Node, heard: string[]): void {
  new MutationObserver((records) => {
    const regions = new Set<Element>();
    for (const { target, addedNodes } of records) {
      const at = target instanceof Element ? target : target.parentElement;
      const region = at?.closest(live);
      if (region) regions.add(region);
      // The prompts bring regions of their own, inside of their root.
      for (const added of addedNodes) {
        const own = added instanceof Element && added.matches('slot[name=binding]');
        const inner = own && added.querySelector('wechat-mp-binding')?.shadowRoot;
        if (inner) listen(inner, heard);
      }
    }
    for (const region of regions) {
      const said = region.textContent.trim();
      if (said) heard.push(`${region.role ?? region.getAttribute('role') ?? ''}: ${said}`);
    }
  }).observe(root, { childList: true, characterData: true, subtree: true });
}

const status = (...words: readonly unknown[]): string => `status: ${words.join(' · ')}`;

describe('a login by ear', () => {
  let online = true;
  let refusal: ErrorCode | undefined;
  let lifetimeS = 180;
  const waiting: (() => void)[] = [];
  /* eslint-disable no-console -- errors are told there, which is tested elsewhere */
  const tell = console.error.bind(console);
  before(() => {
    console.error = () => undefined;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online });
  });
  after(() => {
    console.error = tell;
    Reflect.deleteProperty(navigator, 'onLine');
  });
  /* eslint-enable no-console */

  const script = {
    created: {
      get expiresIn() {
        return lifetimeS;
      },
    },
    refuse: () => (refusal ? new WechatMpLoginError(refusal) : undefined),
  };

  /** A login that waits for its button, with the focus on that; and what is said from the first moment on. */
  async function enter(fake: ReturnType<typeof createFakeBackend>) {
    const backend: Backend = {
      ...fake.backend,
      // What comes of a scan comes when the test lets it.
      async redeem(...given) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return fake.backend.redeem(...given);
      },
    };
    const heard: string[] = [];
    const expected: string[] = [];
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const login = document.createElement('wechat-mp-login');
    Object.assign(login, { manual: true, lang: 'en', backend });
    place.append(login);
    listen(login.shadowRoot!, heard);
    /** Waits until this is said, in this order; compared with everything that was ever said. */
    async function hears(...news: readonly string[]): Promise<void> {
      expected.push(...news);
      await until(() => heard.length >= expected.length);
      await aTimeout(news.length > 0 ? 0 : aWhileMs);
      expect(heard).to.deep.equal(expected);
    }
    /** Presses the button with the focus on it, which is then kept in the card. */
    async function presses(): Promise<void> {
      const button = await until(() => inside(login, '[part=button]'));
      button.focus();
      button.click();
      await login.updateComplete;
      await staysIn();
    }
    async function staysIn(): Promise<void> {
      await until(() => document.activeElement === login);
    }
    const at = (type: string) => until(() => login.state.type === type);
    return { login, hears, presses, staysIn, at };
  }

  const { messages } = terms;
  const ready = status(...messages.ready);

  it('hears each change once, an error at once, and never the time left', async () => {
    const fake = createFakeBackend(script);
    const { login, hears, presses, staysIn, at } = await enter(fake);
    await hears(status(...messages.idle));
    await presses();
    await hears(ready);

    const tile = await until(() => inside(login, 'wechat-mp-qr'));
    const left = () => inside(tile, '.left')?.getAttribute('stroke-dasharray');
    const before = left();
    await until(() => left() !== before);
    await hears();

    fake.push({ state: 'scanned', confirm: { mode: 'code', code: '402913' } });
    await hears(status(...messages.digits, '4 0 2 9 1 3'));
    fake.push({ state: 'denied', expiresIn: 0 });
    await hears(status(...messages.denied));
    await presses();
    await hears(ready);

    fake.push({ state: 'scanned', confirm: { mode: 'tap' } });
    await hears(status(...messages.tap));
    fake.push({ state: 'failed', reason: 'platform_disabled', expiresIn: 0 });
    await hears(`alert: ${messages.platform_disabled.join(' · ')}`);
    refusal = 'upstream_unavailable';
    await presses();
    await at('error');
    await hears(`alert: ${messages.upstream_unavailable.join(' · ')}`);

    refusal = undefined;
    lifetimeS = 0.4;
    await presses();
    // Six codes, each as good as the one before.
    await hears(ready, status(...messages.expired));
    expect(fake.calls.filter((call) => call === 'create').length).to.be.greaterThan(8);

    lifetimeS = 180;
    online = false;
    refusal = 'unreachable';
    await presses();
    await hears(status(...messages.offline));
    online = true;
    refusal = undefined;
    window.dispatchEvent(new Event('online'));
    await hears(ready);
    await staysIn();
    login.cancel();
    await hears(status(...messages.cancelled));
    await presses();
    await hears(ready);

    fake.push({ state: 'approved' });
    await hears(status(...messages.approved));
    await until(() => waiting.length > 0);
    waiting.splice(0).forEach((go) => go());
    await hears(status(messages.back[0], '林溪', messages.back[1]));
    await staysIn();
    await hears();
  });

  it('hears the prompts by their own words alone, and is led to where they ask', async () => {
    const options = [create, password];
    const fake = createFakeBackend({
      ...script,
      binding: { result: 'binding', chatCode: true, expiresIn: 600, options },
    });
    const { login, hears, presses, staysIn } = await enter(fake);
    await presses();
    await hears(status(...messages.idle), ready);
    fake.push({ state: 'approved' });
    await hears(status(...messages.approved));
    await until(() => waiting.length > 0);
    waiting.splice(0).forEach((go) => go());
    const asked = await promptsOf(login);
    // The title has the focus, and is read with it.
    await hears(status(prompts.prompts.choose[1]));
    await staysIn();
    expect(asked.shadowRoot?.activeElement?.localName).to.equal('h2');
    for (const [lang, title] of [
      ['zh-Hans', '第一次在这里登录'],
      ['en', prompts.prompts.choose[0]],
    ] as const) {
      login.lang = lang;
      await until(() => textOf(asked, 'h2') === title);
      await hears();
    }

    inside(asked, '[part=option]:last-child')?.focus();
    await press(asked, '[part=option]:last-child');
    await hears(status(...prompts.prompts.link));
    expect(asked.shadowRoot?.activeElement?.localName).to.equal('input');

    await press(asked, '.submit');
    const labels = [...password.fields.map(({ label }) => label), prompts.chatDigitsLabel];
    const { missing } = prompts.mistakes;
    await hears(`alert: ${labels.map((label) => `${label}: ${String(missing)}`).join(' ')}`);
    await staysIn();

    inside(asked, '[part=back]')?.focus();
    await press(asked, '[part=back]');
    await hears(status(prompts.prompts.choose[1]));
    inside(asked, '[part=back]')?.focus();
    await press(asked, '[part=back]');
    await hears(ready);
    await staysIn();
    expect(has(login, 'wechat-mp-binding')).to.equal(false);
    await hears();
  });

  it('hears nothing when the language changes, whatever is shown', async () => {
    const fake = createFakeBackend(script);
    const { login, hears, presses, staysIn } = await enter(fake);
    const speak = async (lang: string, title: string): Promise<void> => {
      login.lang = lang;
      await until(() => textOf(login, 'h2') === title);
      await hears();
    };
    await presses();
    await hears(status(...messages.idle), ready);
    await speak('zh-Hans', '微信扫码登录');
    await speak('en', messages.ready[0]);
    fake.push({ state: 'failed', reason: 'platform_disabled', expiresIn: 0 });
    await hears(`alert: ${messages.platform_disabled.join(' · ')}`);
    await speak('zh-Hans', '暂时无法登录');
    await speak('en', messages.platform_disabled[0]);
    await staysIn();
  });
});
