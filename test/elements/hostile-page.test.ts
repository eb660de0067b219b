/** Nothing that stands on a page, or comes to it from outside, changes a login. */
import { expect, fixture, html } from '@open-wc/testing';
import type { WechatMpLogin } from '../../src/index.js';
import '../../src/index.js';
import { createFakeBackend } from '../support/elements/fake-backend.js';
import { trusted } from '../support/elements/markup.js';
import { inside, textOf } from '../support/elements/page.js';
import { until } from '../support/until.js';

const planted = 'p'.repeat(43);
const here = location.href;

/** A backend that answers every request to `create`, and records all requests. */
async function requestsWhile(plant: () => void): Promise<{ url: string; body: string }[]> {
  const { fetch } = globalThis;
  const requests: { url: string; body: string }[] = [];
  globalThis.fetch = (url, init) => {
    const { body } = init ?? {};
    requests.push({ url: new Request(url).url, body: typeof body === 'string' ? body : '' });
    if (init?.method === 'GET') return new Promise(() => undefined);
    return Promise.resolve(
      Response.json({
        ...{ protocol: 1, levels: ['core'], id: 'a'.repeat(22), state: 'pending', rev: 1 },
        ...{
          expiresIn: 180,
          interval: 2,
          present: { type: 'qr', url: 'http://weixin.qq.com/q/02' },
        },
        officialAccount: { key: 'default', name: 'Shop', kind: 'service' },
      }),
    );
  };
  try {
    plant();
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login backend="/wechat-login"></wechat-mp-login>`,
    );
    await until(() => element.state.type === 'ready');
    plant();
    await element.updateComplete;
    expect(element.state.type).to.equal('ready');
    // The second one checks that the cookie comes back, once the QR code is shown.
    await until(() => requests.filter(({ url }) => url.endsWith('/attempts')).length > 1);
    return requests;
  } finally {
    globalThis.fetch = fetch;
  }
}

const attempt = {
  ...{ id: planted, attempt: planted, verifier: planted, v: planted, k: planted, c: planted },
  ...{ challenge: planted, key: planted, baseUrl: 'https://evil.example/', state: 'approved' },
  ...{ returnTo: 'https://evil.example/', allowedAddresses: 'https://evil.example/' },
};
const query = new URLSearchParams({ ...attempt, 'wechat-mp-login': planted }).toString();

/** What others can put on a page, or send to it. Each returns what takes it away again. */
const plants: Readonly<Record<string, () => () => void>> = {
  'the query': () => {
    history.replaceState(null, '', `?${query}`);
    return () => history.replaceState(null, '', here);
  },
  'the fragment': () => {
    history.replaceState(null, '', `#${query}`);
    return () => history.replaceState(null, '', here);
  },
  'the history': () => {
    history.replaceState({ ...attempt, 'wechat-mp-login': attempt }, '');
    return () => history.replaceState(null, '');
  },
  storage: () => {
    const stores = [sessionStorage, localStorage];
    for (const store of stores) {
      for (const [name, value] of Object.entries(attempt)) {
        store.setItem(name, value);
        store.setItem(`wechat-mp-login:${name}`, value);
      }
      store.setItem('wechat-mp-login', JSON.stringify(attempt));
    }
    return () => stores.forEach((store) => store.clear());
  },
  'the name of the window': () => {
    window.name = JSON.stringify({ 'wechat-mp-login': attempt });
    return () => (window.name = '');
  },
  messages: () => {
    for (const data of [
      attempt,
      { type: 'wechat-mp-login', ...attempt },
      JSON.stringify(attempt),
    ]) {
      dispatchEvent(new MessageEvent('message', { data, origin: 'https://evil.example' }));
    }
    return () => undefined;
  },
  events: () => {
    for (const login of document.querySelectorAll('wechat-mp-login')) {
      for (const name of ['state', 'success', 'binding', 'error']) {
        const event = new CustomEvent(`wechat-mp-login-${name}`, {
          detail: attempt,
          bubbles: true,
        });
        login.dispatchEvent(Object.assign(event, { state: { type: 'approved' } }));
      }
    }
    return () => undefined;
  },
  attributes: () => {
    for (const login of document.querySelectorAll('wechat-mp-login')) {
      for (const [name, value] of Object.entries(attempt)) {
        // These are settings, which the page's own code sets.
        if (!/returnTo|allowed/i.test(name)) login.setAttribute(name, value);
      }
    }
    return () => undefined;
  },
  'global variables': () => {
    const globals = { ...attempt, attempts: [attempt], wechatMpLogin: attempt, login: attempt };
    const names = Object.keys(globals).filter((name) => !(name in globalThis));
    for (const name of names) Reflect.set(globalThis, name, Reflect.get(globals, name));
    return () => names.forEach((name) => Reflect.deleteProperty(globalThis, name));
  },
  'the prototype of all objects': () => {
    const entries = Object.entries({ ...attempt, isNew: true, linked: true, expiresIn: 1e9 });
    for (const [name, value] of entries) {
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
    }
    return () => entries.forEach(([name]) => Reflect.deleteProperty(Object.prototype, name));
  },
};

describe('an attempt', () => {
  for (const [where, plant] of Object.entries(plants)) {
    it(`cannot be planted by ${where}`, async () => {
      const undo: (() => void)[] = [];
      const requests = await requestsWhile(() => undo.push(plant())).finally(() =>
        undo.forEach((each) => each()),
      );
      for (const { url, body } of requests) {
        expect(new URL(url, here).origin).to.equal(location.origin);
        expect(`${url} ${body}`).not.to.contain(planted).and.not.to.contain('evil');
      }
      const creates = requests.filter(({ url }) => url.endsWith('/attempts'));
      expect(creates).to.have.length(2);
      expect(requests.some(({ url }) => /redeem|bind|codes/.test(url))).to.equal(false);
    });
  }
});

/**
 * Names that Lit itself looks up, which no element of a page can have: Lit would find that element instead.
 * https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem
 */
const namesOfLit =
  /^(lit|reactiveElement)[A-Z]|^(createElement|createComment|createTextNode|createTreeWalker|importNode)$/;

/** All names of properties of an object and of what it inherits from. */
function* namesIn(object: object | null): Generator<string> {
  for (let each = object; each; each = Object.getPrototypeOf(each) as object | null) {
    yield* Object.getOwnPropertyNames(each);
  }
}

describe('a page whose elements have the names of its own properties', () => {
  it('signs people in as any other', async () => {
    const names = new Set([...namesIn(document), ...namesIn(window), 'wechatMpLogin']);
    const named = [...names]
      .filter((name) => /^[a-z]\w*$/i.test(name) && !namesOfLit.test(name))
      .map((name) => `<img name="${name}"><form name="${name}"></form><a id="${name}"></a>`);
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Page"></iframe>`);
    const loaded = new Promise((resolve) =>
      frame.addEventListener('load', resolve, { once: true }),
    );
    frame.srcdoc = trusted(`<!doctype html><html lang="en"><title>Page</title>${named.join('')}
      <script type="module" src="/src/index.ts"></script>
      <wechat-mp-login manual></wechat-mp-login>`);
    await loaded;
    const page = frame.contentWindow as Window & typeof globalThis;
    page.addEventListener('securitypolicyviolation', failOnViolation);
    // The page's own names hide the method of its document.
    const { querySelector } = page.Document.prototype as unknown as {
      readonly querySelector: (this: Document | null, selector: string) => Element | null;
    };
    const find = (selector: string): Element | null =>
      Reflect.apply(querySelector, frame.contentDocument, [selector]);
    expect(find('img[name=baseURI]')).not.to.equal(null);
    const login = (await until(() => find('wechat-mp-login'))) as WechatMpLogin;
    await until(() => textOf(login, 'h2') !== '');
    const account = { name: 'Shop', key: 'default', kind: 'service' } as const;
    const fake = createFakeBackend({ created: { officialAccount: account } });
    login.backend = fake.backend;
    login.manual = false;
    login.start();
    await until(() => login.state.type === 'ready' && inside(login, 'wechat-mp-qr'));
    const qr = inside(login, 'wechat-mp-qr') as HTMLElement;
    await until(() => inside(qr, 'svg.code'));
    login.logo = '/logo.png';
    login.style.setProperty('--wechat-mp-code-color', '#003');
    await until(() => inside(qr, '.logo'));
    fake.push({ state: 'approved' });
    await until(() => login.state.type === 'success');
    login.backend = '/wechat-login';
    await until(() => /^(loading|error)$/.test(login.state.type));
    await until(() => login.state.type === 'error');
    expect(login.state).to.include({ code: 'bad_response' });
  });
});
