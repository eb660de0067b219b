/** Where the button's panel opens, on large and small screens, and whether it is accessible. */
import { expect, fixture, html } from '@open-wc/testing';
import type { ButtonLook, WechatMpLoginButton } from '../../../src/button.js';
import {
  buttonIn,
  closed,
  loginIn,
  mount,
  opened,
  panelIn,
  press,
  tap,
} from '../../support/elements/button-page.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { trusted } from '../../support/elements/markup.js';
import { inside } from '../../support/elements/page.js';
import type { FakeBackend } from '../../support/elements/fake-backend.js';
import { until } from '../../support/until.js';

/** The page's policy, which the frame inherits, allows no inline styles. */
function addStyles({ contentDocument, contentWindow }: HTMLIFrameElement, css: string): void {
  const { CSSStyleSheet } = contentWindow as unknown as typeof globalThis;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  (contentDocument as Document).adoptedStyleSheets = [sheet];
}

/** A window of this size with a button in it, in a frame: tests cannot resize their own window. */
async function mountInFrame(
  width: number,
  height: number,
  fake: FakeBackend,
  css = '',
  lang = 'en',
): Promise<{ frame: HTMLIFrameElement; element: WechatMpLoginButton }> {
  const frame = await fixture<HTMLIFrameElement>(
    html`<iframe title="Window" width=${width} height=${height}></iframe>`,
  );
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.srcdoc = trusted(`<!doctype html><html lang="${lang}"><title>Window</title>
    <script type="module" src="/src/button.ts"></script>
    <wechat-mp-login-button></wechat-mp-login-button><a href="#next">Next</a>`);
  await loaded;
  addStyles(
    frame,
    `body { margin: 0; height: 1500px } wechat-mp-login-button { position: absolute; ${css} }`,
  );
  frame.contentWindow?.addEventListener('securitypolicyviolation', failOnViolation);
  const element = frame.contentDocument?.querySelector('wechat-mp-login-button');
  if (!element) throw new Error('The frame has no button.');
  element.backend = fake.backend;
  await until(() => inside(element, '[part=button]') && !inside(element, '.wait'));
  return { frame, element };
}

const boxOf = (element: Element): string => JSON.stringify(element.getBoundingClientRect());

/** Opens the panel, and waits until it has its final position. */
const open = async (element: WechatMpLoginButton): Promise<HTMLDialogElement> => {
  press(element);
  await opened(element);
  const panel = panelIn(element) as HTMLDialogElement;
  await until(() => panel.style.top !== '' || panel.matches(':modal'));
  // The side of the button decides on the animation. A change of side cancels one animation and
  // starts another, so waiting for the end of the first one would fail.
  await until(() => panel.getAnimations().length === 0);
  // The panel moves once more when its login has its final size.
  for (let before = ''; before !== boxOf(panel);) {
    before = boxOf(panel);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return panel;
};

const positions: Readonly<Record<string, { css: string; below: boolean; lang?: string }>> = {
  'at the start': { css: 'top: 16px; left: 16px', below: true },
  'in the middle': { css: 'top: 100px; left: 250px', below: true },
  'at the end': { css: 'top: 16px; right: 16px', below: true },
  'at the end, in Chinese': { css: 'top: 16px; right: 16px', below: true, lang: 'zh-Hans' },
  'at the lower edge, above the button': { css: 'top: 610px; left: 250px', below: false },
};

describe('the panel of <wechat-mp-login-button>', () => {
  for (const [where, { css, below, lang }] of Object.entries(positions)) {
    for (const dir of ['ltr', 'rtl']) {
      it(`is a popover inside the window, with the button ${where}, ${dir}`, async () => {
        const { frame, element } = await mountInFrame(700, 660, createFakeBackend(), css, lang);
        frame.contentDocument!.documentElement.dir = dir;
        const panel = await open(element);
        const box = panel.getBoundingClientRect();
        const button = buttonIn(element).getBoundingClientRect();
        expect(panel.matches(':modal')).to.equal(false);
        expect(box.left).to.be.at.least(7);
        expect(box.right).to.be.at.most(frame.contentDocument!.documentElement.clientWidth - 7);
        expect(box.top).to.be.at.least(7);
        expect(box.bottom).to.be.at.most(653);
        if (below) expect(box.top).to.be.closeTo(button.bottom + 8, 1);
        else expect(box.bottom).to.be.closeTo(button.top - 8, 1);
        if (/middle/.test(where)) {
          expect(box.left + box.width / 2).to.be.closeTo(button.left + button.width / 2, 1);
        }
        expect(panel.scrollWidth, 'no horizontal scrolling').to.equal(panel.clientWidth);
      });
    }
  }

  it('follows the button when the page scrolls', async () => {
    const { frame, element } = await mountInFrame(
      700,
      660,
      createFakeBackend(),
      'top: 100px; left: 250px',
    );
    const panel = await open(element);
    const { top } = panel.getBoundingClientRect();
    frame.contentWindow!.scrollTo(0, 50);
    await until(() => Math.abs(panel.getBoundingClientRect().top - (top - 50)) < 1);
  });

  for (const [width, height] of [
    [320, 640],
    [700, 360],
  ] as const) {
    it(`is a modal dialog at ${width} × ${height}`, async () => {
      const fake = createFakeBackend();
      const { frame, element } = await mountInFrame(width, height, fake, 'top: 100px; left: 8px');
      const page = frame.contentDocument!;
      const panel = await open(element);
      expect(panel.matches(':modal')).to.equal(true);
      const box = panel.getBoundingClientRect();
      expect(box.width).to.equal(Math.min(page.documentElement.clientWidth, 480));
      expect(box.bottom).to.be.closeTo(height, 1);
      expect(box.top).to.be.at.least(24);
      expect(panel.scrollWidth).to.equal(panel.clientWidth);
      // The page behind cannot be focused.
      page.querySelector('a')?.focus();
      expect(page.activeElement === element, 'the focus is kept').to.equal(true);
      // Nor scrolled, if the panel has nothing to scroll.
      const wheel = new WheelEvent('wheel', { deltaY: 100, cancelable: true });
      panel.dispatchEvent(wheel);
      expect(wheel.defaultPrevented).to.equal(true);
      await until(() => {
        tap(panel, 4, 4);
        return !element.isOpen;
      });
      await closed(element);
      expect(page.activeElement === element, 'the focus is back').to.equal(true);
      await until(() => fake.calls.includes('cancel'));
    });
  }

  it('stays open when the dialog itself is pressed, and closes by the back gesture of a phone', async () => {
    const { element } = await mountInFrame(320, 640, createFakeBackend(), 'top: 100px; left: 8px');
    const panel = await open(element);
    const { left, top } = panel.getBoundingClientRect();
    for (let count = 0; count < 60; count++) {
      tap(panel, left + 1, top + 20);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(element.isOpen).to.equal(true);
    panel.close();
    await closed(element);
  });

  for (const look of ['official', 'neutral'] as ButtonLook[]) {
    for (const theme of ['light', 'dark'] as const) {
      for (const lang of ['en', 'zh-Hans']) {
        it(`is accessible, ${look}, ${theme}, ${lang}`, async () => {
          const element = await mount(createFakeBackend(), { look, theme, lang });
          const surroundings = element.parentElement!;
          surroundings.style.colorScheme = theme;
          surroundings.style.background = 'Canvas';
          await expect(element).to.be.accessible();
          await open(element);
          await expect(element).to.be.accessible();
          // The button's colours must not reach the QR code.
          const tile = inside(loginIn(element) as Element, 'wechat-mp-qr') as Element;
          const ground = await until(() => inside(tile, '.code rect'));
          expect(getComputedStyle(ground).fill).to.equal('rgb(255, 255, 255)');
        });
      }
    }
  }
});
