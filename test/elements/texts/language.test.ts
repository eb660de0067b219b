/** Tags are in the language around them, and change with it, as on a page with a language switch. */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import '../../../src/identities.js';
import type { Identities } from '../../../src/identities.js';
import type { LoginState, WechatMpLogin } from '../../../src/index.js';
import { allSamples, showState } from '../../../stories/support/samples/states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { trusted } from '../../support/elements/markup.js';
import { untilComplete } from '../../support/elements/login-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import {
  focused,
  input,
  mount as mountPrompts,
  type,
} from '../../support/elements/binding-page.js';

const title = (element: Element): string => textOf(element, 'h2');

const statusOf = (element: Element): string => textOf(element, '[role=status]');
const alertOf = (element: Element): string => textOf(element, '[role=alert]');

/** A page with a manual login in this state, once its texts are there. */
async function mountPage(state: LoginState | undefined, lang = 'en'): Promise<HTMLElement> {
  const page = await fixture<HTMLElement>(
    html`<div lang=${lang}><wechat-mp-login manual></wechat-mp-login></div>`,
  );
  const element = loginIn(page);
  await until(() => title(element) !== '');
  if (state) {
    await untilComplete(element);
    showState(element, state);
  }
  await element.updateComplete;
  return page;
}

const loginIn = (page: ParentNode): WechatMpLogin => {
  const found = page.querySelector('wechat-mp-login');
  if (!found) throw new Error('The page has no login.');
  return found;
};

/** Gives an element a shadow root with this content. */
function attachShadow(host: Element, markup: string): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = trusted(markup);
  return root;
}

describe('a change of lang', () => {
  it('is followed on an ancestor, back and forth', async () => {
    const page = await mountPage(undefined);
    const element = loginIn(page);
    page.lang = 'zh-TW';
    await until(() => title(element) === '微信掃碼登入');
    page.lang = 'zh-CN';
    await until(() => title(element) === '微信扫码登录');
    page.removeAttribute('lang');
    await until(() => title(element) === 'Sign in with WeChat');
  });

  it('is followed on the tag itself, as attribute or property', async () => {
    const element = loginIn(await mountPage(undefined));
    element.setAttribute('lang', 'zh');
    await until(() => title(element) === '微信扫码登录');
    element.lang = 'zh-HK';
    await until(() => title(element) === '微信掃碼登入');
    element.removeAttribute('lang');
    await until(() => title(element) === 'Sign in with WeChat');
  });

  it('is understood in other spellings, and skipped if it means nothing', async () => {
    const page = await fixture<HTMLElement>(
      html`<div lang="zh-TW">
        <p><wechat-mp-login manual></wechat-mp-login></p>
      </div>`,
    );
    const element = loginIn(page);
    const around = page.querySelector('p')!;
    await until(() => title(element) === '微信掃碼登入');
    for (const [lang, expected] of [
      ['zh_CN', '微信扫码登录'],
      ['yue-Hant-HK', '微信掃碼登入'],
      ['zh-CN.UTF-8', '微信扫码登录'],
      ['{{ lang }}', '微信掃碼登入'],
      ['cmn-Hans-CN', '微信扫码登录'],
      ['a--b', '微信掃碼登入'],
      ['en_US.UTF-8', 'Sign in with WeChat'],
    ] as const) {
      around.lang = lang;
      await until(() => title(element) === expected);
    }
  });

  it('is followed on the root element', async () => {
    const before = document.documentElement.lang;
    const element = await fixture<WechatMpLogin>(html`<wechat-mp-login manual></wechat-mp-login>`);
    try {
      document.documentElement.lang = 'zh';
      await until(() => title(element) === '微信扫码登录');
      document.documentElement.lang = 'en';
      await until(() => title(element) === 'Sign in with WeChat');
    } finally {
      document.documentElement.lang = before;
    }
  });

  it('is followed inside of two shadow roots, and around their hosts', async () => {
    const page = await fixture<HTMLElement>(html`<div lang="en"><div id="outer"></div></div>`);
    const outer = attachShadow(
      page.querySelector('#outer')!,
      '<section><div id="inner"></div></section>',
    );
    const inner = attachShadow(
      outer.querySelector('#inner')!,
      '<p><wechat-mp-login manual></wechat-mp-login></p>',
    );
    const element = loginIn(inner);
    await until(() => title(element) === 'Sign in with WeChat');
    page.lang = 'zh-Hant';
    await until(() => title(element) === '微信掃碼登入');
    outer.querySelector('section')!.lang = 'zh-Hans';
    await until(() => title(element) === '微信扫码登录');
    inner.querySelector('p')!.lang = 'en';
    await until(() => title(element) === 'Sign in with WeChat');
  });

  it('is followed when the tag moves to another part of the page', async () => {
    const page = await fixture<HTMLElement>(
      html`<div lang="en">
        <wechat-mp-login manual></wechat-mp-login>
        <p lang="zh"></p>
      </div>`,
    );
    const element = loginIn(page);
    await until(() => title(element) === 'Sign in with WeChat');
    page.querySelector('p')!.append(element);
    await until(() => title(element) === '微信扫码登录');
  });

  it('ignores an empty lang, which names no language', async () => {
    const page = await fixture<HTMLElement>(
      html`<div lang="zh">
        <p lang=""><wechat-mp-login manual lang=""></wechat-mp-login></p>
      </div>`,
    );
    await until(() => title(loginIn(page)) === '微信扫码登录');
  });

  it('does not interrupt a login, nor change its QR code', async () => {
    const fake = createFakeBackend();
    const page = await fixture<HTMLElement>(
      html`<div lang="en"><wechat-mp-login .backend=${fake.backend}></wechat-mp-login></div>`,
    );
    const element = loginIn(page);
    await until(() => element.state.type === 'ready');
    const code = await until(() => inside(inside(element, 'wechat-mp-qr')!, '.code path'));
    page.lang = 'zh';
    await until(() => title(element) === '微信扫码登录');
    expect(fake.calls).to.deep.equal(['create']);
    await until(() => fake.openStreams === 1);
    expect(element.state.type).to.equal('ready');
    expect(inside(inside(element, 'wechat-mp-qr')!, '.code path') === code).to.equal(true);
    fake.push({ state: 'approved' });
    await until(() => element.state.type === 'success');
    await until(() => title(element) === '登录成功');
  });

  it('is followed in numbers and units', async () => {
    const page = await mountPage({
      type: 'error',
      code: 'rate_limited',
      retryable: true,
      retryAfterMs: 240_000,
    });
    const element = loginIn(page);
    expect(textOf(element, 'p')).to.equal('Please try again in 4 minutes.');
    page.lang = 'zh';
    await until(() => /^请在4\s*分钟后重试$/.test(textOf(element, 'p')));
  });

  it('announces nothing a second time', async () => {
    const page = await mountPage(allSamples['expired']);
    const element = loginIn(page);
    expect(statusOf(element)).to.contain('Code expired');
    const announced: string[] = [];
    const region = inside(element, '[role=status]')!;
    new MutationObserver(() => announced.push(region.textContent.trim())).observe(region, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    page.lang = 'zh';
    await until(() => title(element) === '二维码已过期');
    await element.updateComplete;
    await aTimeout(0);
    expect(announced.filter(Boolean)).to.deep.equal([]);
    showState(element, allSamples['cancelled']!);
    await until(() => statusOf(element).includes('登录已取消'));
  });

  it('repeats no alert either', async () => {
    const page = await mountPage(allSamples['error']);
    const element = loginIn(page);
    expect(alertOf(element)).to.contain('Not available now');
    page.lang = 'zh';
    await until(() => title(element) === '暂时无法登录');
    await element.updateComplete;
    expect(alertOf(element)).to.equal('');
  });

  it('keeps typed values, the focus and errors in the prompts', async () => {
    const { element, show } = await mountPrompts({ step: 'link', method: 'password' });
    type(element, { identifier: 'he@example.com', password: 'secret', chatCode: '123' });
    input(element, 'password').focus();
    await show({
      step: 'link',
      method: 'password',
      problem: { code: 'proof_failed', remaining: 2 },
    });
    await until(() => textOf(element, '[part=error]').includes('2 tries left'));
    input(element, 'password').focus();
    element.lang = 'zh';
    await until(() => title(element) === '关联已有账号');
    await element.updateComplete;
    expect(textOf(element, '[part=error]')).to.equal('信息不正确，还可以再试2次');
    expect(alertOf(element), 'announced once').to.equal('');
    expect(input(element, 'identifier').value).to.equal('he@example.com');
    expect(input(element, 'password').value).to.equal('secret');
    expect(input(element, 'chatCode').value).to.equal('123');
    expect(focused(element)).to.equal('password');
  });

  it('is followed in the prompts inside a login', async () => {
    const page = await mountPage(undefined);
    const element = loginIn(page);
    showState(element, allSamples['binding']!);
    const prompts = await until(() => inside(element, 'wechat-mp-binding'));
    await until(() => title(prompts) === 'First time here');
    page.lang = 'zh-TW';
    await until(() => title(prompts) === '第一次在這裡登入');
  });

  it('is followed in the list of a settings page, in its dates and in an open question', async () => {
    const backend: Identities = {
      list: () =>
        Promise.resolve({
          identities: [{ id: 'a', officialAccount: '山岚商店', linkedAt: '2026-05-03T12:00:00Z' }],
        }),
      unlink: () => Promise.resolve(),
    };
    let calls = 0;
    const counting = { ...backend, list: () => (calls++, backend.list()) };
    const page = await fixture<HTMLElement>(
      html`<div lang="en-GB">
        <wechat-mp-identities .backend=${counting}></wechat-mp-identities>
      </div>`,
    );
    const element = page.querySelector('wechat-mp-identities')!;
    await until(() => textOf(element, 'li small') === 'Linked on 3 May 2026');
    inside(element, 'li button')?.click();
    await until(() => textOf(element, '#question').startsWith('Unlink?'));
    const focusedElement = element.shadowRoot?.activeElement;
    page.lang = 'zh';
    await until(() => textOf(element, 'li small') === '2026年5月3日关联');
    expect(textOf(element, '#question')).to.match(/^确定解除关联/);
    expect(element.shadowRoot?.activeElement === focusedElement, 'the focus stays').to.equal(true);
    expect(calls).to.equal(1);
  });
});

describe('a page with many tags', () => {
  it('has one observer, and none once the tags are gone', async () => {
    const observed = new Set<Node>();
    const observers = new Set<object>();
    let disconnects = 0;
    // Earlier tests of this file created the observer already, so its prototype is patched.
    const prototype = MutationObserver.prototype as {
      -readonly [K in 'observe' | 'disconnect']: (...given: never[]) => void;
    };
    const before = { observe: prototype.observe, disconnect: prototype.disconnect };
    prototype.observe = function (this: object, ...given: [Node, MutationObserverInit]) {
      if (given[1].attributeFilter?.includes('lang')) {
        observed.add(given[0]);
        observers.add(this);
      }
      Reflect.apply(before.observe, this, given);
    };
    prototype.disconnect = function (this: object) {
      if (observers.has(this)) disconnects += 1;
      Reflect.apply(before.disconnect, this, []);
    };
    try {
      const page = await fixture<HTMLElement>(
        html`<div lang="en">
          ${Array.from({ length: 100 }, () => html`<wechat-mp-login manual></wechat-mp-login>`)}
        </div>`,
      );
      const all = [...page.querySelectorAll('wechat-mp-login')];
      await until(() => all.every((element) => title(element) !== ''));
      expect(observers.size, 'observers').to.equal(1);
      expect(observed.size, 'roots').to.equal(1);
      page.lang = 'zh';
      await until(() => all.every((element) => title(element) === '微信扫码登录'));
      const [first] = all;
      page.replaceChildren(first!);
      expect(disconnects, 'one tag is left').to.equal(0);
      page.lang = 'en';
      await until(() => title(first!) === 'Sign in with WeChat');
      page.replaceChildren();
      expect(disconnects, 'no tag is left').to.equal(1);
    } finally {
      Object.assign(prototype, before);
    }
  });
});
