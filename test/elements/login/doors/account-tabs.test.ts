/** The choice between several official accounts: tabs, for the mouse, the keyboard and a screen reader. */
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../../src/index.js';
import type { WechatMpLogin } from '../../../../src/index.js';
import { mockBackend } from '../../../../src/mock/index.js';
import type { MockOptions } from '../../../../src/mock/index.js';
import type { CreateRequest, OfficialAccount } from '../../../../src/protocol/messages.js';
import { inside, textOf } from '../../../support/elements/page.js';
import { pretendToBe } from '../../../support/elements/user-agent.js';
import { until } from '../../../support/until.js';

const officialAccounts: readonly OfficialAccount[] = [
  { key: 'shop', name: 'Shop', kind: 'service' },
  { key: 'news', name: 'News', kind: 'subscription' },
  { key: 'help', name: 'Help', kind: 'service' },
];

async function mountWith(
  options: MockOptions = {},
  { script = 'ready:600s', chosen = '', dir = 'ltr' } = {},
) {
  const mock = mockBackend(script, { warn: () => {}, officialAccounts, ...options });
  const live: string[] = [];
  const asked: (string | undefined)[] = [];
  const methods: string[] = [];
  const backend = {
    ...mock,
    async create(request: CreateRequest, more: { signal: AbortSignal }) {
      asked.push(request.officialAccount);
      methods.push(request.method);
      const created = await mock.create(request, more);
      live.push(created.id);
      return created;
    },
    async cancel(...given: Parameters<typeof mock.cancel>) {
      live.splice(live.indexOf(given[0].id), 1);
      await mock.cancel(...given);
    },
  };
  const login = await fixture<WechatMpLogin>(
    html`<wechat-mp-login
      lang="en"
      dir=${dir}
      .officialAccount=${chosen || undefined}
      .backend=${backend}
    ></wechat-mp-login>`,
  );
  await until(() => inside(login, '[role=tab]') ?? undefined, 'the tabs');
  return { login, live, asked, methods };
}

const tabsOf = (login: WechatMpLogin): HTMLElement[] => [
  ...(login.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? []),
];
const selectedIn = (login: WechatMpLogin): string[] =>
  tabsOf(login).flatMap((tab) => (tab.ariaSelected === 'true' ? [tab.textContent] : []));
const focusedIn = (login: WechatMpLogin): string | undefined =>
  login.shadowRoot?.activeElement?.textContent ?? undefined;

describe('the official accounts of a <wechat-mp-login>', () => {
  it('are tabs, of which one is selected and names the panel', async () => {
    const { login } = await mountWith();
    const tabs = tabsOf(login);
    expect(tabs.map((tab) => tab.textContent)).to.deep.equal(['Shop', 'News', 'Help']);
    expect(tabs.map((tab) => tab.tabIndex)).to.deep.equal([0, -1, -1]);
    expect(selectedIn(login)).to.deep.equal(['Shop']);
    await until(() => inside(login, '[role=tablist]')?.ariaLabel === 'Official account', 'a name');
    const panel = inside(login, '[role=tabpanel]');
    for (const tab of tabs) expect(tab.getAttribute('aria-controls')).to.equal(panel?.id);
    expect(panel?.getAttribute('aria-labelledby')).to.equal(tabs[0]?.id);
    expect(panel?.contains(inside(login, 'wechat-mp-qr'))).to.equal(true);
  });

  it('have one live attempt at a time: a choice cancels it, and the next one is of that account', async () => {
    const { login, live, asked } = await mountWith();
    tabsOf(login)[1]?.click();
    await login.updateComplete;
    expect(selectedIn(login), 'at once').to.deep.equal(['News']);
    await until(() => textOf(login, '[part=account] b') === 'News', 'the account below the code');
    await until(() => live.length === 1, 'one live attempt');
    expect(asked).to.deep.equal([undefined, 'news']);
    expect(inside(login, '[role=tabpanel]')?.getAttribute('aria-labelledby')).to.equal(
      tabsOf(login)[1]?.id,
    );
    // The same tab once more changes nothing, and a new QR code keeps to the account.
    tabsOf(login)[1]?.click();
    login.refresh();
    await until(() => asked.length === 3, 'the next attempt');
    expect(asked[2]).to.equal('news');
  });

  it('ask for nothing that the chosen account does not offer', async () => {
    const mixed = officialAccounts.map((each) => ({
      ...each,
      methods: each.key === 'news' ? ['a-newer-way', 'message'] : ['scan'],
    }));
    const { login, methods } = await mountWith({ officialAccounts: mixed });
    tabsOf(login)[1]?.click();
    await until(() => login.state.shown?.method === 'message', 'the digits');
    tabsOf(login)[2]?.click();
    await until(() => login.state.shown?.method === 'scan', 'a QR code again');
    expect(methods, 'each at the first try').to.deep.equal(['scan', 'message', 'scan']);
  });

  it('show no QR code of the account before while the next one is awaited', async () => {
    const { login } = await mountWith();
    const states: unknown[] = [];
    login.addEventListener('wechat-mp-login-state', ({ state }) => states.push(state));
    tabsOf(login)[2]?.click();
    await until(() => states.length > 0);
    expect(states[0]).to.deep.include({ type: 'loading', shown: undefined });
    expect(tabsOf(login).length, 'the tabs stay').to.equal(3);
  });

  for (const [dir, forwards, backwards] of [
    ['ltr', 'ArrowRight', 'ArrowLeft'],
    ['rtl', 'ArrowLeft', 'ArrowRight'],
  ] as const) {
    it(`are operated by the keyboard, ${dir}: the focus moves, and Enter chooses`, async () => {
      const { login, asked } = await mountWith({}, { dir });
      tabsOf(login)[0]?.focus();
      for (const [press, expected] of [
        [forwards, 'News'],
        ['End', 'Help'],
        [forwards, 'Shop'],
        [backwards, 'Help'],
        ['Home', 'Shop'],
        [backwards, 'Help'],
        [backwards, 'News'],
      ] as const) {
        await sendKeys({ press });
        expect(focusedIn(login), press).to.equal(expected);
      }
      expect(asked.length, 'moving the focus costs no QR code').to.equal(1);
      await sendKeys({ press: 'Enter' });
      await until(() => textOf(login, '[part=account] b') === 'News', 'the account');
      expect(focusedIn(login), 'the focus stays').to.equal('News');
      expect(tabsOf(login).map((tab) => tab.tabIndex)).to.deep.equal([-1, 0, -1]);
    });
  }

  it('begin with the one that the page names', async () => {
    const { login, asked } = await mountWith({}, { chosen: 'help' });
    expect(selectedIn(login)).to.deep.equal(['Help']);
    expect(asked).to.deep.equal(['help']);
  });

  it('say their kind where two have the same name', async () => {
    const twins = officialAccounts.map((account) => ({ ...account, name: 'Shop' }));
    const { login } = await mountWith({ officialAccounts: twins });
    await until(() => tabsOf(login)[1]?.textContent !== 'Shop', 'the kind');
    const [first = '', second = ''] = tabsOf(login).map((tab) => tab.textContent);
    expect(first).to.match(/^Shop \(.+\)$/);
    expect(second).to.not.equal(first);
  });

  it('are still chosen after a phone has discarded the page, also for the next attempt', async () => {
    pretendToBe('phone');
    try {
      const { login, asked } = await mountWith({}, { chosen: 'shop' });
      tabsOf(login)[1]?.click();
      await until(() => asked.length === 2 && login.state.type === 'ready', 'the choice');
      const { backend } = login;
      login.remove();
      const again = await fixture<WechatMpLogin>(
        html`<wechat-mp-login
          lang="en"
          official-account="shop"
          .backend=${backend}
        ></wechat-mp-login>`,
      );
      await until(() => selectedIn(again).length > 0, 'the tabs');
      expect(selectedIn(again)).to.deep.equal(['News']);
      expect(asked.length, 'resumed').to.equal(2);
      again.refresh();
      await until(() => asked.length === 3, 'the next attempt');
      expect(asked[2]).to.equal('news');
    } finally {
      pretendToBe(undefined);
      sessionStorage.clear();
    }
  });

  it('are no choice any more once somebody is signed in', async () => {
    const { login } = await mountWith({}, { script: 'ready:300ms, success' });
    await until(() => login.state.type === 'success');
    await login.updateComplete;
    expect(tabsOf(login)).to.deep.equal([]);
    expect(inside(login, '[role=tabpanel]')).to.equal(null);
  });

  it('draw nothing where the backend has one', async () => {
    const login = await fixture<WechatMpLogin>(
      html`<wechat-mp-login
        lang="en"
        .backend=${mockBackend('ready:600s', { warn: () => {}, methods: ['scan', 'message'] })}
      ></wechat-mp-login>`,
    );
    await until(() => inside(login, '.beside button'));
    expect(tabsOf(login)).to.deep.equal([]);
  });
});
