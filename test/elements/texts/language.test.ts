/** The tags speak the language around them, and follow it when it changes, as a page does that has a switch for it. */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import '../../../src/identities.js';
import type { Identities } from '../../../src/identities.js';
import type { LoginState, WechatMpLogin } from '../../../src/index.js';
import { allSamples, showState } from '../../../stories/support/sample-states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import {
  focused,
  input,
  mount as mountPrompts,
  type,
} from '../../support/elements/binding-page.js';

const title = (element: Element): string => textOf(element, 'h2');

/** What is read out, as soon as it is there. */
const heard = (element: Element): string => textOf(element, '[role=status]');
const alarmed = (element: Element): string => textOf(element, '[role=alert]');

async function drawn(state: LoginState | undefined, lang = 'en'): Promise<HTMLElement> {
  const page = await fixture<HTMLElement>(
    html`<div lang=${lang}><wechat-mp-login manual></wechat-mp-login></div>`,
  );
  const element = loginIn(page);
  await until(() => title(element) !== '');
  if (state) showState(element, state);
  await element.updateComplete;
  return page;
}

const loginIn = (page: ParentNode): WechatMpLogin => {
  const found = page.querySelector('wechat-mp-login');
  if (!found) throw new Error('a login was expected');
  return found;
};

/** Without lit: a page's own custom element, with a shadow root and the tag in it. */
function within(host: Element, markup: string): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = markup;
  return root;
}

describe('a change of lang', () => {
  it('on an ancestor is followed, back and forth', async () => {
    const page = await drawn(undefined);
    const element = loginIn(page);
    page.lang = 'zh-TW';
    await until(() => title(element) === '微信掃碼登入');
    page.lang = 'zh-CN';
    await until(() => title(element) === '微信扫码登录');
    page.removeAttribute('lang');
    await until(() => title(element) === 'Sign in with WeChat');
  });

  it('on the tag itself, as attribute or property, is followed', async () => {
    const element = loginIn(await drawn(undefined));
    element.setAttribute('lang', 'zh');
    await until(() => title(element) === '微信扫码登录');
    element.lang = 'zh-HK';
    await until(() => title(element) === '微信掃碼登入');
    element.removeAttribute('lang');
    await until(() => title(element) === 'Sign in with WeChat');
  });

  it('on the whole page is followed', async () => {
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

  it('around the hosts of two shadow roots, and within them, is followed', async () => {
    const page = await fixture<HTMLElement>(html`<div lang="en"><div id="outer"></div></div>`);
    const outer = within(
      page.querySelector('#outer')!,
      '<section><div id="inner"></div></section>',
    );
    const inner = within(
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

  it('counts too when the tag is put elsewhere on the page', async () => {
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

  it('passes over an empty lang, which names no language', async () => {
    const page = await fixture<HTMLElement>(
      html`<div lang="zh">
        <p lang=""><wechat-mp-login manual lang=""></wechat-mp-login></p>
      </div>`,
    );
    await until(() => title(loginIn(page)) === '微信扫码登录');
  });

  it('leaves a running login running, with its code', async () => {
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
    expect(fake.openStreams).to.equal(1);
    expect(element.state.type).to.equal('ready');
    expect(inside(inside(element, 'wechat-mp-qr')!, '.code path') === code).to.equal(true);
    fake.push({ state: 'approved' });
    await until(() => element.state.type === 'success');
    await until(() => title(element) === '登录成功');
  });

  it('is followed in numbers and their units', async () => {
    const page = await drawn({
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

  it('is no news of the login: nothing is read out a second time', async () => {
    const page = await drawn(allSamples['expired']);
    const element = loginIn(page);
    expect(heard(element)).to.contain('Code expired');
    const said: string[] = [];
    const region = inside(element, '[role=status]')!;
    new MutationObserver(() => said.push(region.textContent.trim())).observe(region, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    page.lang = 'zh';
    await until(() => title(element) === '二维码已过期');
    await element.updateComplete;
    await aTimeout(0);
    expect(said.filter(Boolean)).to.deep.equal([]);
    showState(element, allSamples['cancelled']!);
    await until(() => heard(element).includes('登录已取消'));
  });

  it('is no alarm either', async () => {
    const page = await drawn(allSamples['error']);
    const element = loginIn(page);
    expect(alarmed(element)).to.contain('Not available now');
    page.lang = 'zh';
    await until(() => title(element) === '暂时无法登录');
    await element.updateComplete;
    expect(alarmed(element)).to.equal('');
  });

  it('keeps what was typed into the prompts, the focus, and what is wrong', async () => {
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
    expect(alarmed(element), 'said once').to.equal('');
    expect(input(element, 'identifier').value).to.equal('he@example.com');
    expect(input(element, 'password').value).to.equal('secret');
    expect(input(element, 'chatCode').value).to.equal('123');
    expect(focused(element)).to.equal('password');
  });

  it('is followed by the prompts inside a login', async () => {
    const page = await drawn(undefined);
    const element = loginIn(page);
    showState(element, allSamples['binding']!);
    const prompts = await until(() => inside(element, 'wechat-mp-binding'));
    await until(() => title(prompts) === 'First time here');
    page.lang = 'zh-TW';
    await until(() => title(prompts) === '第一次在這裡登入');
  });

  it('is followed by the list of a settings page, its dates and an open question', async () => {
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
    const at = element.shadowRoot?.activeElement;
    page.lang = 'zh';
    await until(() => textOf(element, 'li small') === '2026年5月3日关联');
    expect(textOf(element, '#question')).to.match(/^确定解除关联/);
    expect(element.shadowRoot?.activeElement === at, 'the focus stays').to.equal(true);
    expect(calls).to.equal(1);
  });
});

describe('a page with many tags', () => {
  it('is watched by one observer, and by none once they are gone', async () => {
    const watched = new Set<Node>();
    const made = new Set<object>();
    let stopped = 0;
    // One listens for the whole file by now: its methods are looked at from here.
    const prototype = MutationObserver.prototype as {
      -readonly [K in 'observe' | 'disconnect']: (...given: never[]) => void;
    };
    const before = { observe: prototype.observe, disconnect: prototype.disconnect };
    prototype.observe = function (this: object, ...given: [Node, MutationObserverInit]) {
      if (given[1].attributeFilter?.includes('lang')) {
        watched.add(given[0]);
        made.add(this);
      }
      Reflect.apply(before.observe, this, given);
    };
    prototype.disconnect = function (this: object) {
      if (made.has(this)) stopped += 1;
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
      expect(made.size, 'observers').to.equal(1);
      expect(watched.size, 'roots').to.equal(1);
      page.lang = 'zh';
      await until(() => all.every((element) => title(element) === '微信扫码登录'));
      const [first] = all;
      page.replaceChildren(first!);
      expect(stopped, 'one is left').to.equal(0);
      page.lang = 'en';
      await until(() => title(first!) === 'Sign in with WeChat');
      page.replaceChildren();
      expect(stopped, 'nobody is left').to.equal(1);
    } finally {
      Object.assign(prototype, before);
    }
  });
});
