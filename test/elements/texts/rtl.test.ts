/** From right to left, every sample is mirrored, and digits and addresses keep their own direction. */
import { expect } from '@open-wc/testing';
import { hebrewTexts } from '../../../stories/support/rtl-texts.js';
import { bindingStyles } from '../../../src/elements/binding/styles/index.js';
import { inside } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import { everySample, overflowsIn, within } from '../../support/elements/texts-page.js';

const elements = (root: Element): HTMLElement[] =>
  [...within(root)].filter((each): each is HTMLElement => each instanceof HTMLElement);

/** An element's distance from both sides of the card. */
const boxIn = (card: Element, each: Element) => {
  const { left, right } = card.getBoundingClientRect();
  const box = each.getBoundingClientRect();
  return { left: box.left - left, right: right - box.right, width: box.width };
};

describe('from right to left', () => {
  for (const width of [280, 400]) {
    it(`no sample overflows at ${width} px, and nothing is cut`, async () => {
      const samples = await everySample({ texts: hebrewTexts, width, dir: 'rtl' });
      const overflows = [...samples].flatMap(([name, element]) =>
        overflowsIn(element).map((each) => `${name}: ${each}`),
      );
      expect(overflows).to.deep.equal([]);
    });
  }

  it('every box is where it is from left to right, mirrored', async () => {
    const page = { texts: { ...hebrewTexts, lang: 'he' }, width: 344 } as const;
    const boxesFor = async (dir: 'ltr' | 'rtl') => {
      const samples = await everySample({ ...page, dir });
      const found = new Map<string, { left: number; right: number; width: number }>();
      for (const [name, element] of samples) {
        // Its button counts down, and changes its width with the seconds.
        if (name === 'link by e-mail, sent') continue;
        const boxes = elements(element).filter((each) =>
          each.matches(
            'button, input:not([type=radio]), .avatar, .badge, .tile, form, .rows, [part=row]',
          ),
        );
        boxes.forEach((each, index) => {
          found.set(`${name} ${index} ${each.localName}.${each.className}`, boxIn(element, each));
        });
      }
      return found;
    };
    const leftToRight = await boxesFor('ltr');
    const rightToLeft = await boxesFor('rtl');
    expect(rightToLeft.size).to.be.greaterThan(150).and.equal(leftToRight.size);
    const notMirrored = [...leftToRight].filter(([name, box]) => {
      const mirrored = rightToLeft.get(name);
      return (
        !mirrored ||
        Math.abs(mirrored.left - box.right) > 1.5 ||
        Math.abs(mirrored.right - box.left) > 1.5
      );
    });
    expect(notMirrored.map(([name]) => name)).to.deep.equal([]);
  });

  it('mirrors arrows, and the direction from which a step enters', async () => {
    const samples = await everySample({ texts: hebrewTexts, width: 344, dir: 'rtl' });
    const prompts = inside(samples.get('choose')!, 'wechat-mp-binding')!;
    const arrows = [...prompts.shadowRoot!.querySelectorAll('svg.go')];
    expect(arrows).to.have.length(2);
    for (const arrow of arrows) expect(getComputedStyle(arrow).scale).to.equal('-1 1');
    const step = inside(prompts, '.step')!;
    expect(getComputedStyle(step).getPropertyValue('--_side').trim()).to.equal('-1');
  });

  it('mirrors arrows when the page changes its direction, without the newer :dir()', async () => {
    const samples = await everySample({ texts: hebrewTexts, width: 344, dir: 'ltr' });
    const prompts = inside(samples.get('choose')!, 'wechat-mp-binding')!;
    const scale = (): string => getComputedStyle(inside(prompts, 'svg.go')!).scale;
    expect(scale()).to.equal('none');
    const page = samples.get('choose')!.parentElement!;
    page.dir = 'rtl';
    await until(() => scale() === '-1 1');
    page.dir = 'ltr';
    await until(() => scale() === 'none');
    expect(bindingStyles.map(String).join('')).to.contain('.go').and.not.contain(':dir(');
  });

  it('keeps digits, e-mail addresses and QR codes from left to right', async () => {
    const samples = await everySample({ texts: hebrewTexts, width: 344, dir: 'rtl' });
    const directions = [...samples.values()]
      .flatMap(elements)
      .filter((each) => each.matches('.code, .over > bdi, input[type=tel], input[type=email]'))
      .map((each) => [each.localName + '.' + each.className, getComputedStyle(each).direction]);
    expect(directions.length).to.be.greaterThan(10);
    expect(directions.filter(([, direction]) => direction !== 'ltr')).to.deep.equal([]);
  });

  it('starts texts from left to right at the side where the page starts', async () => {
    const samples = await everySample({ texts: { lang: 'en' }, width: 344, dir: 'rtl' });
    const hint = elements(samples.get('link by phone')!).find((each) =>
      each.matches('[part=hint]'),
    );
    const range = document.createRange();
    range.selectNodeContents(hint!);
    expect(range.getBoundingClientRect().right).to.be.closeTo(
      hint!.getBoundingClientRect().right,
      1,
    );
    // The ellipsis of "One moment…" stays at the end of the text.
    const busy = elements(samples.get('link, busy')!).find((each) =>
      each.matches('.submit > span'),
    );
    const texts = document.createTreeWalker(busy!, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && !texts.currentNode.nodeValue?.endsWith('…'));
    const { length } = texts.currentNode.nodeValue!;
    const [first, last] = [0, length - 1].map((index) => {
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + 1);
      return range.getBoundingClientRect().left;
    });
    expect(last).to.be.greaterThan(first!);
  });

  it('turns Arabic cards around on a page that names no direction', async () => {
    const samples = await everySample({ texts: { lang: 'ar' }, width: 280 });
    const directions = [...samples].map(([name, element]) => [
      name,
      getComputedStyle(inside(element, '[part=card]')!).direction,
    ]);
    expect(directions.filter(([, direction]) => direction !== 'rtl')).to.deep.equal([]);
    const overflows = [...samples].flatMap(([name, element]) =>
      overflowsIn(element).map((each) => `${name}: ${each}`),
    );
    expect(overflows).to.deep.equal([]);
    const prompts = inside(samples.get('choose')!, 'wechat-mp-binding')!;
    expect(getComputedStyle(inside(prompts, 'svg.go')!).scale).to.equal('-1 1');
  });

  it('turns a card around when its language becomes Arabic, and back', async () => {
    const samples = await everySample({ texts: {}, width: 344 });
    const choose = samples.get('choose')!;
    const prompts = inside(choose, 'wechat-mp-binding')!;
    const page = choose.parentElement!;
    const now = (): string =>
      `${getComputedStyle(inside(choose, '[part=card]')!).direction} ${getComputedStyle(inside(prompts, 'svg.go')!).scale}`;
    page.lang = 'ar';
    await until(() => now() === 'rtl -1 1');
    page.lang = 'de';
    await until(() => now() === 'ltr none');
  });
});
