/** The QR code as a camera sees it: its pixels, decoded by another library than our encoder's. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import jsqr from 'jsqr';
import '../../../src/index.js';
import type { WechatMpQr } from '../../../src/index.js';
import { sampleUrl } from '../../../stories/support/samples/states.js';
import { inside } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

/** One white pixel. */
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==';

/** Paints the QR code at its own size on its background, and decodes it. */
async function decode(element: WechatMpQr): Promise<string | undefined> {
  const code = await until(() => inside(element, 'svg.code'));
  const copy = code.cloneNode(true) as SVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  if (!canvas) throw new Error('no canvas');
  canvas.fillStyle = getComputedStyle(inside(element, '.face') as Element).backgroundColor;
  canvas.fillRect(0, 0, width, height);
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  return jsqr(data, width, height, { inversionAttempts: 'dontInvert' })?.data;
}

const animationsOver = (element: WechatMpQr): Promise<true> =>
  until(() => element.shadowRoot?.getAnimations().length === 0);

describe('<wechat-mp-qr>', () => {
  for (const text of [sampleUrl, 'a', '二维码', `https://example.com/${'x'.repeat(300)}`]) {
    it(`encodes ${text.length} characters so that another library decodes them`, async () => {
      const element = await fixture<WechatMpQr>(html`<wechat-mp-qr value=${text}></wechat-mp-qr>`);
      await until(() => inside(element, 'svg.code'));
      await animationsOver(element);
      expect(await decode(element)).to.equal(text);
    });
  }

  it('shows a picture in place of a text, with the label, on white, and hides it once it is over', async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr image=${pixel} label="QR code to scan"></wechat-mp-qr>`,
    );
    const picture = inside(element, 'img.code') as HTMLImageElement;
    expect(picture.alt).to.equal('QR code to scan');
    expect(picture.getAttribute('aria-hidden')).to.equal('false');
    await until(() => picture.naturalWidth > 0);
    expect(picture.offsetWidth).to.be.greaterThan(200);
    const { backgroundColor } = getComputedStyle(inside(element, '.face') as Element);
    expect(backgroundColor).to.equal('rgb(255, 255, 255)');
    element.state = 'veiled';
    await element.updateComplete;
    expect(picture.getAttribute('aria-hidden')).to.equal('true');
  });

  it('says that a picture does not load', async () => {
    const element = await fixture<WechatMpQr>(html`<wechat-mp-qr></wechat-mp-qr>`);
    setTimeout(() => (element.image = 'data:image/png;base64,AAAA'));
    const event: ErrorEvent = await oneEvent(element, 'error');
    expect(event.error).to.have.property('code', 'load_failed');
  });

  it('is black on white in dark mode, never inverted', async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl}></wechat-mp-qr>`,
      { parentNode: Object.assign(document.createElement('div'), { className: 'dark' }) },
    );
    element.style.colorScheme = 'dark';
    await until(() => inside(element, 'svg.code'));
    await animationsOver(element);
    const { backgroundColor } = getComputedStyle(inside(element, '.face') as Element);
    expect(backgroundColor).to.equal('rgb(255, 255, 255)');
    expect(await decode(element)).to.equal(sampleUrl);
  });

  it("draws WeChat's address with whole pixels for each module, and a quiet zone of four modules", async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl}></wechat-mp-qr>`,
    );
    const code = await until(() => inside(element, 'svg.code'));
    await animationsOver(element);
    expect(code.getAttribute('viewBox')).to.equal('-4 -4 41 41');
    expect(code.getBoundingClientRect().width).to.equal(205);
  });

  /** The width of the QR code in a tile, with this many device pixels for each CSS pixel. */
  async function codeWidth(tilePx: number, deviceScale: number): Promise<number> {
    const { devicePixelRatio } = window;
    window.devicePixelRatio = deviceScale;
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl} .style=${`width: ${tilePx}px`}></wechat-mp-qr>`,
    );
    try {
      const code = await until(() => inside(element, 'svg.code'));
      return Number(code.getAttribute('width'));
    } finally {
      window.devicePixelRatio = devicePixelRatio;
    }
  }

  it('draws modules of whole device pixels where they nearly fill the tile, and fills it elsewhere', async () => {
    const modulePx = async (tilePx: number, scale: number) =>
      ((await codeWidth(tilePx, scale)) * scale) / 41;
    for (const scale of [1, 2, 3]) {
      expect(await modulePx(225, scale)).to.be.closeTo(5 * scale, 1e-6);
      expect(await modulePx(176, scale)).to.be.closeTo(4 * scale, 1e-6);
    }
    expect(await modulePx(200, 2)).to.be.closeTo(9, 1e-6);
    for (const tilePx of [120, 166]) {
      expect(await codeWidth(tilePx, 1)).to.be.closeTo((tilePx * 213) / 225, 1e-6);
    }
  });

  it('is drawn again after zooming', async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl} .style=${'width: 200px'}></wechat-mp-qr>`,
    );
    const code = await until(() => inside(element, 'svg.code'));
    const { devicePixelRatio } = window;
    window.devicePixelRatio = 2;
    try {
      await until(() => Math.abs(Number(code.getAttribute('width')) - (9 * 41) / 2) < 1e-6);
    } finally {
      window.devicePixelRatio = devicePixelRatio;
    }
  });

  it('warns once of a tile that is too small for its QR code, and names the size', async () => {
    const warnings: string[] = [];
    const { warn } = console;
    // eslint-disable-next-line no-console -- the test reads what is logged
    console.warn = (text: string) => warnings.push(text);
    const mount = (tilePx: number, value: string) =>
      fixture<WechatMpQr>(
        html`<wechat-mp-qr value=${value} .style=${`width: ${tilePx}px`}></wechat-mp-qr>`,
      );
    try {
      await until(async () => inside(await mount(120, sampleUrl), 'svg.code'));
      await mount(119, sampleUrl);
      await until(() => warnings.some((text) => text.includes('120px')));
      await mount(100, sampleUrl);
      await mount(100, `https://example.com/${'x'.repeat(80)}`);
      await until(() => warnings.length === 2);
    } finally {
      // eslint-disable-next-line no-console -- as it was
      console.warn = warn;
    }
    expect(warnings[0]).to.contain('<wechat-mp-qr>').and.to.contain('--wechat-mp-code-size');
    expect(warnings[1]).to.contain('166px');
  });

  it('draws the time left as a part of the outline, and nothing without an expiry', async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl}></wechat-mp-qr>`,
    );
    await until(() => inside(element, 'svg.code'));
    expect(inside(element, '.left[d]') === null).to.equal(true);
    element.expiresAtMs = Date.now() + 50_000;
    element.lifetimeMs = 100_000;
    await element.updateComplete;
    const dashes = inside(element, '.left[d]')?.getAttribute('stroke-dasharray') ?? '';
    expect(Number.parseFloat(dashes)).to.be.within(45, 50);
    element.expiresAtMs = Date.now() - 1;
    await element.updateComplete;
    expect(inside(element, '.left[d]') === null).to.equal(true);
  });

  it('replaces a QR code without an empty frame in between', async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl}></wechat-mp-qr>`,
    );
    const before = (await until(() => inside(element, 'svg.code path'))).getAttribute('d');
    element.value = 'another';
    await element.updateComplete;
    const after = inside(element, 'svg.code path')?.getAttribute('d');
    expect(after).to.be.a('string').and.not.equal(before);
  });

  it('reports a text that is too long for any QR code', async () => {
    const element = await fixture<WechatMpQr>(html`<wechat-mp-qr></wechat-mp-qr>`);
    setTimeout(() => {
      element.value = 'x'.repeat(1664);
    });
    await oneEvent(element, 'error');
    expect(inside(element, 'svg.code') === null).to.equal(true);
  });

  it('has an accessible name', async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl} label="微信登录二维码"></wechat-mp-qr>`,
    );
    const code = await until(() => inside(element, 'svg.code'));
    expect(code.getAttribute('role')).to.equal('img');
    expect(code.getAttribute('aria-label')).to.equal('微信登录二维码');
    await expect(element).to.be.accessible();
  });
});
