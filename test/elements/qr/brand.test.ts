/** A code in the colours of a brand, with its logo: read back by a reader that is not our encoder's. */
import { expect, fixture, html } from '@open-wc/testing';
import jsqr from 'jsqr';
import '../../../src/index.js';
import type { WechatMpQr } from '../../../src/index.js';
import { sampleUrl } from '../../../stories/support/sample-states.js';
import { inside } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

/** A picture of a brand that is as bad for a reader as any: half dark, half light. */
const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" width="64" height="64"><path d="M0 0h2v2z"/><path fill="#fff" d="M0 0v2h2z"/></svg>',
)}`;

interface Wish {
  readonly properties?: Readonly<Record<string, string>>;
  readonly logo?: string;
  readonly value?: string;
}

const warnings: string[] = [];

async function tile({ properties = {}, logo, value = sampleUrl }: Wish): Promise<WechatMpQr> {
  const style = Object.entries(properties).map(([name, said]) => `--wechat-mp-${name}: ${said}`);
  const element = await fixture<WechatMpQr>(
    html`<wechat-mp-qr style=${style.join(';')} value=${value} .logo=${logo}></wechat-mp-qr>`,
  );
  await until(() => inside(element, 'svg.code'));
  await until(() => (logo ? inside(element, '.logo') : inside(element, '.tile[style]')));
  return element;
}

/** The code as the browser paints it, at eight pixels a module, with its colours and its logo. */
async function read(element: WechatMpQr): Promise<string | undefined> {
  const code = inside(element, 'svg.code') as Element;
  const copy = code.cloneNode(true) as SVGElement;
  const px = Number(copy.getAttribute('viewBox')?.split(' ')[2]) * 8;
  const { fill, backgroundColor } = getComputedStyle(code);
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
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, px, px);
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, px, px);
  return jsqr(data, px, px, { inversionAttempts: 'dontInvert' })?.data;
}

const colours = (element: WechatMpQr): readonly string[] => {
  const { fill, backgroundColor } = getComputedStyle(inside(element, 'svg.code') as Element);
  return [fill, backgroundColor];
};

describe('a dressed code', () => {
  before(() => {
    // eslint-disable-next-line no-console -- what the developer reads there is what is tested
    console.warn = (text: string) => warnings.push(text);
  });
  beforeEach(() => {
    warnings.length = 0;
  });

  it('takes dark colours on light grounds, and is read', async () => {
    const pairs = [
      ['#0b3d91', '#fff'],
      ['#7a1f3d', '#fff7ed'],
      ['hsl(160 60% 18%)', 'color-mix(in srgb, #fff, #d9f2e3)'],
      ['rebeccapurple', 'ivory'],
    ] as const;
    for (const [color, background] of pairs) {
      const properties = { 'code-color': color, 'code-background': background };
      const element = await tile({ properties });
      expect(colours(element)).not.to.deep.equal(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      expect(await read(element), color).to.equal(sampleUrl);
    }
    expect(warnings).to.deep.equal([]);
  });

  it('refuses what no camera may rely on, says why, and draws black on white', async () => {
    const refused = [
      [{ 'code-color': '#fff', 'code-background': '#000' }, 'light on dark'],
      [{ 'code-color': '#07c160' }, 'contrast of'],
      [{ 'code-background': '#777' }, 'contrast of'],
      [{ 'code-color': '#0008' }, 'not opaque'],
      [{ 'code-background': 'transparent' }, 'not opaque'],
    ] as const;
    for (const [properties, why] of refused) {
      warnings.length = 0;
      const element = await tile({ properties });
      await until(() => warnings.length > 0);
      expect(warnings.join()).to.contain(why).and.to.contain('<wechat-mp-qr>');
      expect(colours(element)).to.deep.equal(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      expect(await read(element)).to.equal(sampleUrl);
    }
  });

  it('looks again where the page becomes dark', async () => {
    const properties = { 'code-color': 'CanvasText', 'code-background': 'Canvas' };
    const element = await tile({ properties });
    expect(warnings).to.deep.equal([]);
    document.documentElement.style.colorScheme = 'dark';
    try {
      element.requestUpdate();
      await until(() => warnings.some((warning) => warning.includes('light on dark')));
      expect(colours(element)).to.deep.equal(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    } finally {
      document.documentElement.style.colorScheme = '';
    }
  });

  it('takes no word for a colour that is none', async () => {
    const element = await tile({ properties: { 'code-color': 'no colour' } });
    expect(await read(element)).to.equal(sampleUrl);
  });

  for (const value of [sampleUrl, 'a', `https://example.com/${'x'.repeat(80)}`]) {
    for (const size of ['22%', '28%']) {
      it(`is read with a logo of ${size} over ${value.length} characters`, async () => {
        const properties = { 'logo-size': size };
        const element = await tile({ properties, logo: picture, value });
        await until(() => inside(element, '.logo[opacity="1"]'));
        expect(await read(element)).to.equal(value);
        expect(warnings).to.deep.equal([]);
      });
    }
  }

  it('refuses a logo that is too large, says so, and draws it at the usual size', async () => {
    const usual = await tile({ logo: picture });
    const width = inside(usual, '.logo rect')?.getAttribute('width');
    for (const size of ['40%', '-1%', '60px']) {
      warnings.length = 0;
      const element = await tile({ properties: { 'logo-size': size }, logo: picture });
      expect(warnings.join()).to.contain(`"${size}"`);
      expect(inside(element, '.logo rect')?.getAttribute('width')).to.equal(width);
    }
  });

  it('covers nothing where the picture does not load, and says so', async () => {
    const element = await tile({ logo: 'data:image/png,none' });
    await until(() => warnings.some((warning) => warning.includes('did not load')));
    expect(getComputedStyle(inside(element, '.logo') as Element).opacity).to.equal('0');
  });

  it('has the corners that the page wants, and an outline that goes round them', async () => {
    const element = await tile({ properties: { 'tile-radius': '0px' } });
    const outline = await until(() => {
      const path = inside(element, '.ring path')?.getAttribute('d') ?? '';
      return path.includes('a0 0') && path;
    });
    expect(outline).to.match(/^M112\.5 1\.5h111a0 0/);
  });

  it('asks for nothing where the page wants nothing', async () => {
    const element = await fixture<WechatMpQr>(
      html`<wechat-mp-qr value=${sampleUrl}></wechat-mp-qr>`,
    );
    await until(() => inside(element, 'svg.code'));
    expect(inside(element, '.tile')?.hasAttribute('style')).to.equal(false);
    expect(await read(element)).to.equal(sampleUrl);
  });
});
