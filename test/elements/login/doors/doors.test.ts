/** Which way to sign in `<wechat-mp-login>` offers where, and what its card shows. */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../../../src/index.js';
import type { Backend } from '../../../../src/client/backend.js';
import type { WechatMpLogin } from '../../../../src/index.js';
import { mockBackend } from '../../../../src/mock/index.js';
import type { MockOptions } from '../../../../src/mock/index.js';
import { inside, textOf } from '../../../support/elements/page.js';
import { until } from '../../../support/until.js';
import { pretendToBe } from '../../../support/elements/user-agent.js';

async function mountAt(
  where: Parameters<typeof pretendToBe>[0],
  options: MockOptions,
  attributes: Partial<Pick<WechatMpLogin, 'method' | 'purpose'>> = {},
): Promise<WechatMpLogin> {
  pretendToBe(where);
  return fixture<WechatMpLogin>(
    html`<wechat-mp-login
      lang="en"
      .method=${attributes.method}
      .purpose=${attributes.purpose}
      .backend=${mockBackend('ready:600s', { warn: () => {}, ...options })}
    ></wechat-mp-login>`,
  );
}

const all = ['scan', 'message', 'oauth'] as const;

describe('the ways of a <wechat-mp-login>', () => {
  afterEach(() => {
    pretendToBe(undefined);
    sessionStorage.clear();
  });

  it('offers the way by message in words beside the QR code of a desktop, and back', async () => {
    const login = await mountAt('desktop', { methods: ['scan', 'message'] });
    const beside = await until(() => inside(login, '.beside button'));
    await until(() => beside.textContent === 'Can’t scan? Sign in by message', 'its label');
    beside.click();
    await until(() => textOf(login, '.steps').includes('4 0 2 9 1 3'), 'the digits');
    await until(() => textOf(login, 'div[role=status]').endsWith('4 0 2 9 1 3'), 'announced');
    expect(textOf(login, '[part=title]')).to.equal('Sign in by message');
    expect(sessionStorage.length, 'a desktop keeps nothing').to.equal(0);
    const back = await until(() => inside(login, '.beside button'));
    await until(() => back.textContent === 'Use a QR code instead', 'its label');
    back.click();
    await until(() => login.state.type === 'ready' && login.state.shown.method === 'scan', 'scan');
  });

  it('shows the digits at once on a desktop whose official account makes no QR codes', async () => {
    const login = await mountAt('desktop', { methods: ['message'] });
    await until(() => textOf(login, '.steps').includes('4 0 2 9 1 3'), 'the digits');
    expect(inside(login, '.beside')).to.equal(null);
  });

  it('shows a phone one picture of a size that an album keeps, and the message beside it', async () => {
    const login = await mountAt('phone', { methods: ['scan', 'message'] });
    const picture = await until(() => inside(login, '.picture img') as HTMLImageElement | null);
    await picture.decode();
    expect(picture.naturalWidth).to.be.at.least(600);
    expect(picture.src.startsWith('data:image/png')).to.equal(true);
    expect(inside(login, 'wechat-mp-qr')).to.equal(null);
    const [save, open] = login.shadowRoot?.querySelectorAll('a') ?? [];
    expect(save?.href).to.equal(picture.src);
    expect(open?.getAttribute('href')).to.equal('weixin://');
    await until(() => inside(login, '.beside button'));
    expect(sessionStorage.length).to.equal(1);
    login.cancel();
    expect(sessionStorage.length, 'cancelled').to.equal(0);
  });

  it('goes on with a screenshot where the page shows no such picture', async () => {
    const login = await mountAt('phone', { methods: ['scan'] });
    const picture = await until(() => inside(login, '.picture img'));
    picture.dispatchEvent(new Event('error'));
    await until(() => textOf(login, '[part=text]').includes('screenshot'), 'the sentence');
    expect(inside(login, 'wechat-mp-qr')).to.not.equal(null);
    expect(login.shadowRoot?.querySelectorAll('a').length, 'nothing to save').to.equal(1);
  });

  it('leads to web authorization inside WeChat, and offers the rest once that has failed', async () => {
    const login = await mountAt('wechat', { methods: all, authorizeUrl: 'https://example.com/a' });
    const button = await until(() => inside(login, 'a[part=button]') as HTMLAnchorElement | null);
    expect(button.href).to.equal('https://example.com/a');
    expect(inside(login, '.beside')).to.equal(null);
    expect(inside(login, 'img')).to.equal(null);
  });

  it('shows one picture to press and hold inside WeChat without web authorization', async () => {
    const login = await mountAt('wechat', { methods: ['scan', 'message'] });
    await until(() => inside(login, '.picture img'));
    expect(login.shadowRoot?.querySelectorAll('img, canvas, wechat-mp-qr').length).to.equal(1);
    await until(() => inside(login, '.beside button'));
  });

  it('offers no web authorization where the storage of the tab is unavailable or full', async () => {
    const setItem = Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem');
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      const login = await mountAt('wechat', { methods: all });
      await until(() => inside(login, '.picture img'));
    } finally {
      Object.defineProperty(Storage.prototype, 'setItem', setItem ?? {});
    }
  });

  for (const where of ['wecom', 'mini-program'] as const) {
    it(`says where to open the page, and creates nothing, in ${where}`, async () => {
      let created = 0;
      pretendToBe(where);
      const backend = mockBackend('ready', { warn: () => {} });
      const counting = {
        ...backend,
        create: (...args: Parameters<typeof backend.create>) => {
          created++;
          return backend.create(...args);
        },
      };
      const login = await fixture<WechatMpLogin>(
        html`<wechat-mp-login lang="en" .backend=${counting}></wechat-mp-login>`,
      );
      await until(() => textOf(login, '[part=title]') === 'Can’t sign in here', 'the title');
      await until(() => textOf(login, 'div[role=status]').includes('Copy the link'), 'announced');
      expect(textOf(login, '.address')).to.equal(location.href);
      login.start();
      expect(created).to.equal(0);
    });
  }

  const comeBack = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  const shownUrl = ({ state }: WechatMpLogin) =>
    state.type === 'ready' && state.shown.method === 'oauth' && state.shown.url;
  /** Each authorization has an address of its own. */
  const authorizations = (): Backend => {
    let count = 0;
    return {
      ...mockBackend('ready:600s', { warn: () => {} }),
      create: (...args) =>
        mockBackend('ready:600s', {
          warn: () => {},
          methods: all,
          authorizeUrl: `https://example.com/${++count}`,
        }).create(...args),
    };
  };

  it('shows a fresh link to a visitor who goes back to the page before web authorization', async () => {
    pretendToBe('wechat');
    const login = await fixture<WechatMpLogin>(
      html`<wechat-mp-login lang="en" .backend=${authorizations()}></wechat-mp-login>`,
    );
    await until(() => shownUrl(login) === 'https://example.com/1');
    comeBack();
    await until(() => shownUrl(login) === 'https://example.com/2', 'a fresh link');
    login.remove();
    comeBack();
    await aTimeout(0);
    expect(login.state.type).to.equal('idle');
  });

  it('starts anew for a visitor who goes back to the page after web authorization', async () => {
    pretendToBe('wechat');
    const backend: Backend = {
      ...authorizations(),
      async *watch() {
        await Promise.resolve();
        yield { state: 'approved', rev: 2, expiresIn: 300, interval: 2 };
      },
      redeem: () =>
        Promise.resolve({ result: 'authenticated', isNew: false, account: { name: 'Mina' } }),
    };
    const mountTag = () =>
      fixture<WechatMpLogin>(
        html`<wechat-mp-login lang="en" .backend=${backend}></wechat-mp-login>`,
      );
    const before = await mountTag();
    await until(() => shownUrl(before));
    const [kept = ''] = Object.values(sessionStorage) as string[];
    before.remove();
    const { id } = JSON.parse(kept) as { id: string };
    history.replaceState(null, '', `#wechat-mp-login=${id}`);
    const login = await mountTag();
    await until(() => login.state.type === 'success');
    expect(location.hash).to.equal('');
    comeBack();
    await until(() => shownUrl(login) === 'https://example.com/2', 'a fresh link');
  });

  it('goes on after a page was discarded, with what was shown', async () => {
    const options = { methods: all } as const;
    const login = await mountAt('phone', options);
    await until(() => login.state.type === 'ready');
    expect(Object.keys(sessionStorage).length).to.equal(1);
    const { backend } = login;
    login.remove();
    const again = await fixture<WechatMpLogin>(
      html`<wechat-mp-login lang="en" .backend=${backend}></wechat-mp-login>`,
    );
    await until(() => again.state.type === 'ready');
    const { state } = again;
    expect(state.type === 'ready' && state.renewals).to.equal(0);
  });
});
