/** What the cards of the ways to sign in beside a desktop's QR code look like, say and do. */
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../../src/index.js';
import type { LoginState, Texts, WechatMpLogin } from '../../../../src/index.js';
import { mockBackend } from '../../../../src/mock/index.js';
import type { MockOptions } from '../../../../src/mock/index.js';
import { pseudoTexts } from '../../../../stories/support/pseudo.js';
import { accountUrl, doorSamples } from '../../../../stories/support/samples/doors.js';
import type { Place } from '../../../../stories/support/samples/doors.js';
import { showState } from '../../../../stories/support/samples/states.js';
import { animationsEnd, inside, textOf } from '../../../support/elements/page.js';
import { overflowsIn, textsIn } from '../../../support/elements/texts-page.js';
import { pretendToBe } from '../../../support/elements/user-agent.js';
import { until } from '../../../support/until.js';

const places = Object.keys(doorSamples) as Place[];
const buttonsIn = (login: Element): HTMLElement[] => [
  ...(login.shadowRoot?.querySelectorAll<HTMLElement>('button, a[href]') ?? []),
];

/** Whether the card has all of its texts, and its pictures. */
function isComplete(login: WechatMpLogin): boolean {
  const { state } = login;
  const needsMain = state.type === 'ready' || state.type === 'idle';
  const main = inside(login, '.picture img, .steps, .authorize, .elsewhere, wechat-mp-qr');
  const isLabelled = buttonsIn(login).every(({ innerText }) => innerText.trim() !== '');
  return textOf(login, 'h2') !== '' && isLabelled && (!needsMain || main !== null);
}

interface Look {
  readonly lang: string;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly texts?: Texts;
}

/** Every card of a place, once nothing on it changes any more. */
async function mountPlace(place: Place, look: Look): Promise<HTMLElement> {
  pretendToBe(place);
  const states: Readonly<Record<string, LoginState>> = doorSamples[place];
  const root = await fixture<HTMLElement>(html`<div lang=${look.lang}></div>`);
  root.style.width = `${look.width ?? 280}px`;
  root.style.colorScheme = look.theme ?? 'light';
  root.style.background = 'Canvas';
  for (const [name, state] of Object.entries(states)) {
    const login = document.createElement('wechat-mp-login');
    // Where nobody can sign in, the login finds that out by itself.
    login.manual = state.type !== 'idle';
    login.dataset['name'] = name;
    if (look.texts) login.texts = look.texts;
    root.append(login);
    if (login.manual) showState(login, state);
  }
  const logins = [...root.querySelectorAll('wechat-mp-login')];
  await until(() => logins.every(isComplete), `the cards of ${place}`);
  // The texts of the doors come after those of every login.
  await until(() => logins.every((login) => !textOf(login, 'h2').includes('…')));
  await animationsEnd(logins);
  return root;
}

async function mountAt(place: Place, options: MockOptions): Promise<WechatMpLogin> {
  pretendToBe(place);
  const backend = mockBackend('ready:600s', { warn: () => {}, ...options });
  return fixture<WechatMpLogin>(
    html`<wechat-mp-login lang="en" .backend=${backend}></wechat-mp-login>`,
  );
}

/** Runs `act` while a property of `navigator` has this value. */
async function withNavigator(name: string, value: unknown, act: () => Promise<void>) {
  Object.defineProperty(navigator, name, { configurable: true, value });
  try {
    await act();
  } finally {
    // The property of the prototype shows again.
    Reflect.deleteProperty(navigator, name);
  }
}

const refusingClipboard = {
  writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
};

describe('the cards of the ways to sign in', () => {
  afterEach(() => {
    pretendToBe(undefined);
    sessionStorage.clear();
  });

  for (const place of places) {
    for (const [lang, theme] of [
      ['en', 'light'],
      ['zh-Hans', 'dark'],
      ['zh-Hant', 'light'],
    ] as const) {
      it(`are accessible and fit into 280 px: ${place}, ${lang}, ${theme}`, async () => {
        const root = await mountPlace(place, { lang, theme });
        await expect(root).to.be.accessible();
        let overflows: string[] = [];
        const fits = (): boolean => {
          overflows = [...root.querySelectorAll('wechat-mp-login')]
            .flatMap(overflowsIn)
            // An address can be of any length, and is cut.
            .filter((each) => !each.includes('.address'));
          return overflows.length === 0;
        };
        // A card may still grow.
        await until(fits).catch(() => undefined);
        expect(overflows).to.deep.equal([]);
      });
    }

    it(`leave no English text in the pseudo-locale: ${place}`, async () => {
      const root = await mountPlace(place, { lang: 'el', texts: pseudoTexts });
      const logins = [...root.querySelectorAll('wechat-mp-login')];
      await until(() => logins.every((login) => /^⟦/.test(textOf(login, 'h2'))));
      const english = logins
        .flatMap(textsIn)
        .map((text) => text.replace(/“[^”]*”|https?:\S+|Shanlan.*/g, ''))
        .filter((text) => /[a-z]{2}/i.test(text));
      expect(english).to.deep.equal([]);
    });
  }

  it('take the page’s own texts, and keep ours where one does not fit', async () => {
    // A translator's file may hold anything.
    const texts = { doors: { messages: { message: ['Mine', () => 'a function'] }, copy: 'Take' } };
    const root = await mountPlace('desktop', { lang: 'en', texts: texts as unknown as Texts });
    const login = root.querySelector('[data-name=message]')!;
    await until(() => textOf(login, 'h2') === 'Mine');
    expect(textOf(login, 'p')).to.equal('Send a few digits in WeChat, then confirm.');
    expect(textOf(login, '.copy')).to.equal('Take');
  });

  it('call each kind of official account by its name', async () => {
    for (const [lang, service, subscription] of [
      ['zh-Hans', '服务号', '公众号'],
      ['zh-Hant', '服務號', '公眾號'],
    ] as const) {
      const root = await mountPlace('desktop', { lang });
      const find = (name: string) => textOf(root.querySelector(`[data-name="${name}"]`)!, '.steps');
      expect(find('message')).to.contain(service).and.not.contain(subscription);
      expect(find('message, name only')).to.contain(subscription).and.not.contain(service);
    }
  });

  it('say that digits are selected where the browser does not copy them', async () => {
    const login = await mountAt('desktop', { methods: ['message'] });
    const copy = await until(() => inside(login, '.copy'));
    await until(() => copy.textContent === 'Copy');
    await withNavigator('clipboard', refusingClipboard, async () => {
      copy.click();
      await until(() => textOf(login, '.outcome [role=status]').startsWith('Couldn’t copy.'));
    });
    const copied: string[] = [];
    const clipboard = { writeText: (text: string) => Promise.resolve(copied.push(text)) };
    await withNavigator('clipboard', clipboard, async () => {
      copy.click();
      await until(() => copy.textContent === 'Copied');
    });
    expect(copied).to.deep.equal(['402913']);
    expect(textOf(login, '.outcome [role=status]'), 'no longer said').to.equal('');
  });

  it('copy the address of the page, or say that it is selected', async () => {
    const root = await mountPlace('wecom', { lang: 'en' });
    const login = root.querySelector('wechat-mp-login')!;
    const copy = await until(() => inside(login, 'button'));
    await withNavigator('clipboard', refusingClipboard, async () => {
      copy.click();
      await until(() => textOf(login, '.outcome [role=status]').startsWith('Couldn’t copy.'));
    });
    const clipboard = { writeText: () => Promise.resolve() };
    await withNavigator('clipboard', clipboard, async () => {
      copy.click();
      await until(() => copy.textContent === 'Link copied');
    });
  });

  for (const [name, says] of [
    ['NotAllowedError', 'Couldn’t save.'],
    ['AbortError', ''],
  ] as const) {
    it(`say how to go on if a picture is not saved, but not if it was not wanted: ${name}`, async () => {
      let shared = 0;
      const share = () => {
        shared++;
        return Promise.reject(new DOMException('', name));
      };
      const login = await mountAt('phone', { methods: ['scan'] });
      const save = await until(() => inside(login, 'a[download][href^="data:image/png"]'));
      await withNavigator(
        'canShare',
        () => true,
        () =>
          withNavigator('share', share, async () => {
            save.click();
            await until(() => shared === 1);
            const said = () => textOf(login, '.outcome [role=status]');
            await (says ? until(() => said().startsWith(says)) : login.updateComplete);
            if (!says) expect(said()).to.equal('');
          }),
      );
    });
  }

  it('show the account’s own code inside WeChat as one picture, and go on without it', async () => {
    const login = await mountAt('wechat', { methods: ['message'], message: { url: accountUrl } });
    const picture = await until(
      () => inside(login, '.account-code img') as HTMLImageElement | null,
    );
    await picture.decode();
    expect(inside(login, 'wechat-mp-qr')).to.equal(null);
    picture.dispatchEvent(new Event('error'));
    await until(() => textOf(login, '.steps').includes('In WeChat, search for'));
    expect(inside(login, '.account-code')).to.equal(null);
  });

  it('are reached by keyboard in the order of the steps', async () => {
    const login = await mountAt('phone', { methods: ['scan', 'message'] });
    await until(() => inside(login, '.beside button')?.textContent);
    await until(() => inside(login, '.picture img'));
    const before = document.createElement('button');
    login.before(before);
    before.focus();
    const labels: string[] = [];
    for (let count = 0; count < 3; count++) {
      await sendKeys({ press: 'Tab' });
      labels.push(login.shadowRoot?.activeElement?.textContent ?? '');
    }
    before.remove();
    expect(labels).to.deep.equal(['Save the code', 'Open WeChat', 'Sign in by message instead']);
  });

  it('ask a phone to begin, where the login waits for that', async () => {
    pretendToBe('phone');
    const login = await fixture<WechatMpLogin>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    await until(() => textOf(login, 'p') === 'Tap the button to start.');
    expect(textOf(login, 'button')).to.equal('Sign in with WeChat');
  });

  it('announce the other way once the visitor has chosen it, and keep the focus', async () => {
    const login = await mountAt('desktop', { methods: ['scan', 'message'] });
    const beside = await until(() => inside(login, '.beside button'));
    await until(() => beside.textContent !== '');
    beside.focus();
    beside.click();
    await until(() =>
      textOf(login, 'div[role=status]').startsWith('Sign in by message · Send a few digits'),
    );
    expect(document.activeElement).to.equal(login);
  });
});
