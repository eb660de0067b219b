/** The state `confirm`: the chat with the two answers, or the digits to send there. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { WechatMpLogin } from '../../../src/index.js';
import type { OfficialAccount } from '../../../src/protocol/messages.js';
import { shown, showState } from '../../../stories/support/samples/states.js';
import { termsByTag } from '../../../stories/texts/texts-rows.js';
import { mount, reaches } from '../../support/elements/login-page.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { animationsEnd, inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

interface Look {
  readonly lang?: string;
  readonly widthPx?: number;
  readonly digits?: string;
  readonly account?: Partial<OfficialAccount>;
}

async function mountConfirm({ lang = 'en', widthPx = 344, digits, account }: Look = {}) {
  const root = await fixture<HTMLElement>(
    html`<div lang=${lang}><wechat-mp-login manual></wechat-mp-login></div>`,
  );
  root.style.width = `${widthPx}px`;
  const login = root.querySelector('wechat-mp-login') as WechatMpLogin;
  const officialAccount = { ...shown.officialAccount, ...account };
  showState(login, {
    type: 'confirm',
    shown: { ...shown, officialAccount },
    ...(digits === undefined ? { mode: 'tap' } : { mode: 'digits', digits }),
  });
  await until(() => textOf(login, digits === undefined ? '.chat em' : '.copy'));
  await animationsEnd([login]);
  return login;
}

const all = (login: WechatMpLogin, selector: string): HTMLElement[] => [
  ...(login.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

/** No part of the chat reaches beyond the tile, apart from what is cut off on purpose. */
function expectInside(login: WechatMpLogin, what: string): void {
  const tile = inside(login, 'wechat-mp-qr')?.getBoundingClientRect();
  for (const part of all(
    login,
    '.bar, .message, .bubble, .bubble em, .typing, .digits, .digits bdi, .copy',
  )) {
    const box = part.getBoundingClientRect();
    const name = `${what}: ${part.className || part.localName}`;
    expect(box.left, name).to.be.at.least((tile?.left ?? 0) - 0.5);
    expect(box.right, name).to.be.at.most((tile?.right ?? 0) + 0.5);
    expect(box.bottom, name).to.be.at.most((tile?.bottom ?? 0) + 0.5);
  }
}

describe('a login that waits for a tap', () => {
  for (const lang of ['en', 'zh-Hans', 'zh-Hant'] as const) {
    it(`draws the chat of the account with both answers in ${lang}`, async () => {
      for (const widthPx of [280, 344, 480]) {
        const login = await mountConfirm({ lang, widthPx });
        const { confirm, notMe } = termsByTag.binding[lang].chat;
        expect(all(login, '.chat em').map((each) => each.textContent)).to.deep.equal([
          confirm,
          notMe,
        ]);
        expect(textOf(login, '.bar bdi')).to.equal('山岚商店');
        expect(textOf(login, '.chat .avatar')).to.equal('山');
        // Neither answer is larger or bolder than the other.
        const [one, other] = all(login, '.chat em').map((each) => getComputedStyle(each));
        for (const property of ['fontSize', 'fontWeight', 'color'] as const) {
          expect(one?.[property]).to.equal(other?.[property]);
        }
        expectInside(login, `${widthPx}`);
        // The title and the sentence say the same to a screen reader.
        for (const part of all(login, '.chat > *')) {
          expect(part.getAttribute('aria-hidden')).to.equal('true');
        }
        expect(textOf(login, 'p')).to.contain(confirm);
      }
    });
  }

  it('takes any name and picture of an account', async () => {
    for (const [name, initial] of [
      ['x'.repeat(10_000), 'X'],
      ['<img src=x onerror="window.wasInjected = true">', '<'],
      ['\u202Eליאור 商店', 'ל'],
      ['متجر الشاي الجبلي الكبير جدا جدا جدا', 'م'],
      ['', ''],
    ] as const) {
      for (const avatar of [undefined, '/no-such-picture.png']) {
        const account = { name, ...(avatar && { avatar }) };
        const login = await mountConfirm({ widthPx: 280, account });
        if (avatar) await until(() => inside(login, '.chat .avatar img')?.hidden);
        expectInside(login, name.slice(0, 20));
        expect(login.offsetHeight).to.equal(429);
        expect(textOf(login, '.chat .avatar').toUpperCase()).to.equal(initial.toUpperCase());
        expect(Array.from(textOf(login, '.bar bdi')).length).to.be.at.most(65);
      }
    }
    expect('wasInjected' in window).to.equal(false);
  });
});

describe('a login that waits for digits', () => {
  it('shows them in groups, without a space that would be copied, and reads them one by one', async () => {
    for (const [digits, groups] of [
      ['402913', ['402', '913']],
      ['0402', ['0402']],
      ['40291', ['402', '91']],
      ['4029131', ['402', '9131']],
      ['4029130000', ['402', '913', '0000']],
    ] as const) {
      const login = await mountConfirm({ digits, widthPx: 280 });
      expect(all(login, '.digits bdi span').map((each) => each.textContent)).to.deep.equal(groups);
      expect(textOf(login, '.digits bdi')).to.equal(digits);
      expect(textOf(login, '.digits .visually-hidden')).to.equal(digits.split('').join(' '));
      if (digits.length < 8) expectInside(login, digits);
      expect(getComputedStyle(inside(login, '.digits bdi') as Element).direction).to.equal('ltr');
    }
  });

  it('copies them, and says so for a while', async () => {
    const login = await mountConfirm({ digits: '402913' });
    const copied: string[] = [];
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
    });
    try {
      inside(login, '.copy')?.click();
      await until(() => textOf(login, '.copy') === 'Copied');
      expect(copied).to.deep.equal(['402913']);
      expect(textOf(login, '.digits [role=status]')).to.equal('Copied');
      await until(() => textOf(login, '.copy') === 'Copy');
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    }
  });

  it('selects them where the page may not copy', async () => {
    const login = await mountConfirm({ digits: '402913' });
    const { clipboard } = navigator;
    for (const value of [
      undefined,
      { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
    ]) {
      getSelection()?.removeAllRanges();
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value });
      inside(login, '.copy')?.click();
      await until(() => getSelection()?.type === 'Range');
      expect(textOf(login, '.copy')).to.equal('Copy');
    }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
  });
});

describe('a login that is confirmed or denied in the chat', () => {
  it('goes from the QR code through the chat to the account', async () => {
    const fake = createFakeBackend();
    const login = await mount(fake, { lang: 'en' });
    await reaches(login, 'ready');
    fake.push({ state: 'scanned', confirm: { mode: 'tap' } });
    await until(() => textOf(login, '.chat em') === 'Confirm');
    fake.push({ state: 'approved' });
    await reaches(login, 'success');
    expect(inside(login, '.chat')).to.equal(null);
  });

  it('says after "Not me" that nobody was signed in, and offers another try', async () => {
    const fake = createFakeBackend();
    const login = await mount(fake, { lang: 'en' });
    await reaches(login, 'ready');
    fake.push({ state: 'scanned', confirm: { mode: 'tap' } });
    await reaches(login, 'confirm');
    fake.push({ state: 'denied', expiresIn: 0 });
    await until(() => textOf(login, 'h2') === 'Nobody was signed in');
    expect(textOf(login, 'p')).to.contain('“Not me”');
    expect(inside(login, 'wechat-mp-qr')).to.equal(null);
    inside(login, '[part=button]')?.click();
    await reaches(login, 'ready');
  });
});
