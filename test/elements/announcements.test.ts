/**
 * What a screen reader announces during a login, through all of its states: each change once, errors
 * at once and nothing beside them. A visitor whose focus is in the card keeps it there.
 */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../src/index.js';
import type { Backend } from '../../src/client/backend.js';
import { terms as afterQrCode } from '../../src/locales/en/after-qr-code.js';
import { terms as prompts } from '../../src/locales/en/binding.js';
import { terms } from '../../src/locales/en/login.js';
import { WechatMpLoginError } from '../../src/protocol/errors.js';
import type { ErrorCode } from '../../src/protocol/errors.js';
import { createFakeBackend } from '../support/elements/fake-backend.js';
import { inside, promptsOf, textOf } from '../support/elements/page.js';
import { until } from '../support/until.js';
import { create, has, password, press } from '../support/elements/binding-page.js';

/** Longer than the prompts delay an announcement after they moved the focus. */
const delayMs = 400;

const liveRegions = '[role=status], [role=alert]';

/** Records the text of the live regions after each change: `status: …`, `alert: …`. */
function record(root: Node, announced: string[]): void {
  new MutationObserver((records) => {
    const regions = new Set<Element>();
    for (const { target, addedNodes } of records) {
      const at = target instanceof Element ? target : target.parentElement;
      const region = at?.closest(liveRegions);
      if (region) regions.add(region);
      // The prompts have live regions of their own, in their shadow root.
      for (const added of addedNodes) {
        const hasPrompts = added instanceof Element && added.matches('slot[name=binding]');
        const inner = hasPrompts && added.querySelector('wechat-mp-binding')?.shadowRoot;
        if (inner) record(inner, announced);
      }
    }
    for (const region of regions) {
      const text = region.textContent.trim();
      if (text) announced.push(`${region.role ?? region.getAttribute('role') ?? ''}: ${text}`);
    }
  }).observe(root, { childList: true, characterData: true, subtree: true });
}

const status = (...texts: readonly unknown[]): string => `status: ${texts.join(' · ')}`;

describe('a login in a screen reader', () => {
  let online = true;
  let refusal: ErrorCode | undefined;
  let lifetimeS = 180;
  /** Answers to redeem that the test holds back until it lets them go. */
  const waiting: (() => void)[] = [];
  /* eslint-disable no-console -- errors are explained there, which is tested elsewhere */
  const logError = console.error.bind(console);
  before(() => {
    console.error = () => undefined;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online });
  });
  after(() => {
    console.error = logError;
    Reflect.deleteProperty(navigator, 'onLine');
  });
  /* eslint-enable no-console */

  const options = {
    created: {
      get expiresIn() {
        return lifetimeS;
      },
    },
    refuse: () => (refusal ? new WechatMpLoginError(refusal) : undefined),
  };

  /** A manual login, recorded from its first moment on. */
  async function mountLogin(fake: ReturnType<typeof createFakeBackend>) {
    const backend: Backend = {
      ...fake.backend,
      // Answers when the test lets it.
      async redeem(...given) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return fake.backend.redeem(...given);
      },
    };
    const announced: string[] = [];
    const expected: string[] = [];
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const login = document.createElement('wechat-mp-login');
    Object.assign(login, { manual: true, lang: 'en', backend });
    place.append(login);
    record(login.shadowRoot!, announced);
    /** Waits for these announcements; without any, expects that nothing is announced for a while. */
    async function announces(...texts: readonly string[]): Promise<void> {
      expected.push(...texts);
      await until(() => announced.length >= expected.length);
      await aTimeout(texts.length > 0 ? 0 : delayMs);
      expect(announced).to.deep.equal(expected);
    }
    /** Presses the focused button; the focus then stays in the card. */
    async function pressButton(): Promise<void> {
      const button = await until(() => inside(login, '[part=button]'));
      button.focus();
      button.click();
      await login.updateComplete;
      await keepsFocus();
    }
    async function keepsFocus(): Promise<void> {
      await until(() => document.activeElement === login);
    }
    const reaches = (type: string) => until(() => login.state.type === type);
    return { login, announces, pressButton, keepsFocus, reaches };
  }

  const messages = { ...terms.messages, ...afterQrCode.messages };
  const ready = status(...messages.ready);

  it('announces each change once, an error at once, and never the time left', async () => {
    const fake = createFakeBackend(options);
    const { login, announces, pressButton, keepsFocus, reaches } = await mountLogin(fake);
    await announces(status(...messages.idle));
    await pressButton();
    await announces(ready);

    const tile = await until(() => inside(login, 'wechat-mp-qr'));
    const left = () => inside(tile, '.left')?.getAttribute('stroke-dasharray');
    const before = left();
    await until(() => left() !== before);
    await announces();

    fake.push({ state: 'scanned', confirm: { mode: 'digits', digits: '402913' } });
    await announces(status(...messages.digits, '4 0 2 9 1 3'));
    fake.push({ state: 'denied', expiresIn: 0 });
    await announces(status(...messages.denied));
    await pressButton();
    await announces(ready);

    fake.push({ state: 'scanned', confirm: { mode: 'tap' } });
    await announces(status(...messages.tap));
    fake.push({ state: 'failed', reason: 'platform_disabled', expiresIn: 0 });
    await announces(`alert: ${messages.platform_disabled.join(' · ')}`);
    refusal = 'upstream_unavailable';
    await pressButton();
    await reaches('error');
    await announces(`alert: ${messages.upstream_unavailable.join(' · ')}`);

    refusal = undefined;
    lifetimeS = 1;
    await pressButton();
    // The code renews itself several times, which is not worth an announcement.
    await announces(ready, status(...messages.expired));
    expect(fake.calls.filter((call) => call === 'create').length).to.be.greaterThan(8);

    lifetimeS = 180;
    online = false;
    refusal = 'unreachable';
    await pressButton();
    await announces(status(...messages.offline));
    online = true;
    refusal = undefined;
    window.dispatchEvent(new Event('online'));
    await announces(ready);
    await keepsFocus();
    login.cancel();
    await announces(status(...messages.cancelled));
    await pressButton();
    await announces(ready);

    fake.push({ state: 'approved' });
    await announces(status(...messages.approved));
    await until(() => waiting.length > 0);
    waiting.splice(0).forEach((go) => go());
    await announces(status(messages.back[0], '林溪', messages.back[1]));
    await keepsFocus();
    await announces();
  });

  it('leaves announcements to the prompts, which move the focus to where they ask', async () => {
    const bindingOptions = [create, password];
    const fake = createFakeBackend({
      ...options,
      binding: { result: 'binding', chatCode: true, expiresIn: 600, options: bindingOptions },
    });
    const { login, announces, pressButton, keepsFocus } = await mountLogin(fake);
    await pressButton();
    await announces(status(...messages.idle), ready);
    fake.push({ state: 'approved' });
    await announces(status(...messages.approved));
    await until(() => waiting.length > 0);
    waiting.splice(0).forEach((go) => go());
    const binding = await promptsOf(login);
    // The title is read out because it gets the focus.
    await announces(status(prompts.prompts.choose[1]));
    await keepsFocus();
    expect(binding.shadowRoot?.activeElement?.localName).to.equal('h2');
    for (const [lang, title] of [
      ['zh-Hans', '第一次在这里登录'],
      ['en', prompts.prompts.choose[0]],
    ] as const) {
      login.lang = lang;
      await until(() => textOf(binding, 'h2') === title);
      await announces();
    }

    inside(binding, '[part=option]:last-child')?.focus();
    await press(binding, '[part=option]:last-child');
    await announces(status(...prompts.prompts.link));
    expect(binding.shadowRoot?.activeElement?.localName).to.equal('input');

    await press(binding, '.submit');
    const labels = [...password.fields.map(({ label }) => label), prompts.chatDigitsLabel];
    const { missing } = prompts.mistakes;
    await announces(`alert: ${labels.map((label) => `${label}: ${String(missing)}`).join(' ')}`);
    await keepsFocus();

    inside(binding, '[part=back]')?.focus();
    await press(binding, '[part=back]');
    await announces(status(prompts.prompts.choose[1]));
    inside(binding, '[part=back]')?.focus();
    await press(binding, '[part=back]');
    await announces(ready);
    await keepsFocus();
    expect(has(login, 'wechat-mp-binding')).to.equal(false);
    await announces();
  });

  it('announces nothing when the language changes, whatever it shows', async () => {
    const fake = createFakeBackend(options);
    const { login, announces, pressButton, keepsFocus } = await mountLogin(fake);
    const translate = async (lang: string, title: string): Promise<void> => {
      login.lang = lang;
      await until(() => textOf(login, 'h2') === title);
      await announces();
    };
    await pressButton();
    await announces(status(...messages.idle), ready);
    await translate('zh-Hans', '微信扫码登录');
    await translate('en', messages.ready[0]);
    fake.push({ state: 'failed', reason: 'platform_disabled', expiresIn: 0 });
    await announces(`alert: ${messages.platform_disabled.join(' · ')}`);
    await translate('zh-Hans', '暂时无法登录');
    await translate('en', messages.platform_disabled[0]);
    await keepsFocus();
  });
});
