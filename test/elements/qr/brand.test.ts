/** A QR code in the colours of a brand, with its logo, decoded by another library than our encoder's. */
import { expect, fixture, html } from '@open-wc/testing';
import jsqr from 'jsqr';
import '../../../src/index.js';
import type { WechatMpQr } from '../../../src/index.js';
import { sampleUrl } from '../../../stories/support/samples/states.js';
import { inside } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

/** The worst logo for a decoder: half dark, half light. */
const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" width="64" height="64"><path d="M0 0h2v2z"/><path fill="#fff" d="M0 0v2h2z"/></svg>',
)}`;

interface TileOptions {
  /** Custom properties, without their prefix. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly logo?: string;
  readonly value?: string;
}

const warnings: string[] = [];

async function mountTile({
  properties = {},
  logo,
  value = sampleUrl,
}: TileOptions): Promise<WechatMpQr> {
  const style = Object.entries(properties).map(([name, text]) => `--wechat-mp-${name}: ${text}`);
  const element = await fixture<WechatMpQr>(
    html`<wechat-mp-qr .style=${style.join(';')} value=${value} .logo=${logo}></wechat-mp-qr>`,
  );
  await until(() => inside(element, 'svg.code'));
  await until(() => (logo ? inside(element, '.logo') : inside(element, '.tile[style]')));
  return element;
}

/** Decodes the QR code as the browser paints it, with colours and logo, at eight pixels a module. */
async function decode(element: WechatMpQr): Promise<string | undefined> {
  const code = inside(element, 'svg.code') as Element;
  const copy = code.cloneNode(true) as SVGElement;
  const px = Number(copy.getAttribute('viewBox')?.split(' ')[2]) * 8;
  const { fill } = getComputedStyle(code);
  const ground = getComputedStyle(inside(element, 'svg.code > rect') as Element).fill;
  copy.querySelector('rect')?.setAttribute('fill', ground);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(px));
  copy.setAttribute('height', String(px));
  copy.setAttribute('fill', fill);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = px;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, px, px);
  return jsqr(data, px, px, { inversionAttempts: 'dontInvert' })?.data;
}

const colorsOf = (element: WechatMpQr): readonly string[] => {
  const { fill } = getComputedStyle(inside(element, 'svg.code') as Element);
  const ground = getComputedStyle(inside(element, 'svg.code > rect') as Element);
  return [fill, ground.fill];
};

describe('a QR code in the colours of a brand', () => {
  before(() => {
    // eslint-disable-next-line no-console -- tests read what is logged
    console.warn = (text: string) => warnings.push(text);
  });
  beforeEach(() => {
    warnings.length = 0;
  });

  it('takes dark colours on light backgrounds, and can be decoded', async () => {
    const pairs = [
      ['#0b3d91', '#fff'],
      ['#7a1f3d', '#fff7ed'],
      ['hsl(160 60% 18%)', 'color-mix(in srgb, #fff, #d9f2e3)'],
      ['rebeccapurple', 'ivory'],
    ] as const;
    for (const [color, background] of pairs) {
      const properties = { 'code-color': color, 'code-background': background };
      const element = await mountTile({ properties });
      expect(colorsOf(element)).not.to.deep.equal(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      expect(await decode(element), color).to.equal(sampleUrl);
    }
    expect(warnings).to.deep.equal([]);
  });

  it('refuses colours that cameras cannot read reliably, warns why, and is black on white', async () => {
    const refused = [
      [{ 'code-color': '#fff', 'code-background': '#000' }, 'light on dark'],
      [{ 'code-color': '#07c160' }, 'contrast of'],
      [{ 'code-background': '#777' }, 'contrast of'],
      [{ 'code-color': '#0008' }, 'not opaque'],
      [{ 'code-background': 'transparent' }, 'not opaque'],
    ] as const;
    for (const [properties, why] of refused) {
      warnings.length = 0;
      const element = await mountTile({ properties });
      await until(() => warnings.length > 0);
      expect(warnings.join()).to.contain(why).and.to.contain('<wechat-mp-qr>');
      expect(colorsOf(element)).to.deep.equal(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      expect(await decode(element)).to.equal(sampleUrl);
    }
  });

  it('checks its colours again when the page becomes dark', async () => {
    const properties = { 'code-color': 'CanvasText', 'code-background': 'Canvas' };
    const element = await mountTile({ properties });
    expect(warnings).to.deep.equal([]);
    document.documentElement.style.colorScheme = 'dark';
    try {
      element.requestUpdate();
      await until(() => warnings.some((warning) => warning.includes('light on dark')));
      expect(colorsOf(element)).to.deep.equal(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    } finally {
      document.documentElement.style.colorScheme = '';
    }
  });

  it('ignores a colour that is invalid', async () => {
    const element = await mountTile({ properties: { 'code-color': 'no colour' } });
    expect(await decode(element)).to.equal(sampleUrl);
  });

  for (const value of [sampleUrl, 'a', `https://example.com/${'x'.repeat(80)}`]) {
    for (const size of ['12%', '22%']) {
      it(`can be decoded with a logo of ${size} over ${value.length} characters`, async () => {
        const properties = { 'logo-size': size };
        const element = await mountTile({ properties, logo: picture, value });
        await until(() => inside(element, '.logo[opacity="1"]'));
        expect(await decode(element)).to.equal(value);
        expect(warnings).to.deep.equal([]);
      });
    }
  }

  it('refuses a logo size that is too large, warns, and uses the default', async () => {
    const usual = await mountTile({ logo: picture });
    const width = inside(usual, '.logo rect')?.getAttribute('width');
    for (const size of ['28%', '23%', '-1%', '60px']) {
      warnings.length = 0;
      const element = await mountTile({ properties: { 'logo-size': size }, logo: picture });
      expect(warnings.join()).to.contain(`"${size}"`);
      expect(inside(element, '.logo rect')?.getAttribute('width')).to.equal(width);
    }
  });

  it('covers nothing if the logo does not load, and warns', async () => {
    const element = await mountTile({ logo: 'data:image/png,none' });
    await until(() => warnings.some((warning) => warning.includes('did not load')));
    expect(getComputedStyle(inside(element, '.logo') as Element).opacity).to.equal('0');
  });

  it('has the corner radius of the page, and an outline to match', async () => {
    const element = await mountTile({ properties: { 'tile-radius': '0px' } });
    const outline = await until(() => {
      const path = inside(element, '.ring path')?.getAttribute('d') ?? '';
      return path.includes('a0 0') && path;
    });
    expect(outline).to.match(/^M112\.5 1\.5h111a0 0/);
  });

  it('cuts no corners off the QR code, however large the radius', async () => {
    const element = await mountTile({ properties: { 'tile-radius': '110px' } });
    await until(() => inside(element, '.ring path')?.getAttribute('d')?.includes('a40 40'));
    const { borderTopLeftRadius } = getComputedStyle(inside(element, '.face') as Element);
    expect(Number.parseFloat(borderTopLeftRadius)).to.be.below(20);
  });

  it('loads and sets nothing if the page asks for nothing', async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl}></wechat-mp-qr>`,
    );
    await until(() => inside(element, 'svg.code'));
    expect(inside(element, '.tile')?.hasAttribute('style')).to.equal(false);
    expect(await decode(element)).to.equal(sampleUrl);
  });
});
