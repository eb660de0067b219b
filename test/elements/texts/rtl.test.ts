/** From right to left: every sample mirrors, and what has a direction of its own keeps it. */
import { expect } from '@open-wc/testing';
import { hebrewTexts } from '../../../stories/support/rtl-texts.js';
import { bindingStyles } from '../../../src/elements/binding/styles/index.js';
import { inside } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import { everySample, troubleIn, within } from '../../support/elements/texts-page.js';

const elements = (root: Element): HTMLElement[] =>
  [...within(root)].filter((each): each is HTMLElement => each instanceof HTMLElement);

/** How far from the left of the card, to where it stands. */
const boxIn = (card: Element, each: Element) => {
  const { left, right } = card.getBoundingClientRect();
  const box = each.getBoundingClientRect();
  return { left: box.left - left, right: right - box.right, width: box.width };
};

describe('from right to left', () => {
  for (const width of [280, 400]) {
    it(`nothing stands out of any sample at ${width} px, and nothing is cut`, async () => {
      const samples = await everySample({ texts: hebrewTexts, width, dir: 'rtl' });
      const troubles = [...samples].flatMap(([name, element]) =>
        troubleIn(element).map((each) => `${name}: ${each}`),
      );
      expect(troubles).to.deep.equal([]);
    });
  }

  it('every box stands where it does from left to right, seen in a mirror', async () => {
    const page = { texts: { ...hebrewTexts, lang: 'he' }, width: 344 } as const;
    const places = async (dir: 'ltr' | 'rtl') => {
      const samples = await everySample({ ...page, dir });
      const found = new Map<string, { left: number; right: number; width: number }>();
      for (const [name, element] of samples) {
        // Its button counts seconds, and is as wide as they are.
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
    const there = await places('ltr');
    const here = await places('rtl');
    expect(here.size).to.be.greaterThan(150).and.equal(there.size);
    const unlike = [...there].filter(([name, box]) => {
      const mirrored = here.get(name);
      return (
        !mirrored ||
        Math.abs(mirrored.left - box.right) > 1.5 ||
        Math.abs(mirrored.right - box.left) > 1.5
      );
    });
    expect(unlike.map(([name]) => name)).to.deep.equal([]);
  });

  it('arrows point the other way, and a step comes from the other side', async () => {
    const samples = await everySample({ texts: hebrewTexts, width: 344, dir: 'rtl' });
    const prompts = inside(samples.get('choose')!, 'wechat-mp-binding')!;
    const arrows = [...prompts.shadowRoot!.querySelectorAll('svg.go')];
    expect(arrows).to.have.length(2);
    for (const arrow of arrows) expect(getComputedStyle(arrow).scale).to.equal('-1 1');
    const step = inside(prompts, '.step')!;
    expect(getComputedStyle(step).getPropertyValue('--_side').trim()).to.equal('-1');
  });

  it('arrows turn with the page, also by means that the oldest browsers of ours have', async () => {
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

  it('digits and codes stay from left to right', async () => {
    const samples = await everySample({ texts: hebrewTexts, width: 344, dir: 'rtl' });
    const directions = [...samples.values()]
      .flatMap(elements)
      .filter((each) => each.matches('.code, .over > bdi, input[type=tel], input[type=email]'))
      .map((each) => [each.localName + '.' + each.className, getComputedStyle(each).direction]);
    expect(directions.length).to.be.greaterThan(10);
    expect(directions.filter(([, direction]) => direction !== 'ltr')).to.deep.equal([]);
  });

  it('words of a language from left to right still begin at the side where the page begins', async () => {
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
    // And end where they end: "One moment…".
    const busy = elements(samples.get('link, busy')!).find((each) =>
      each.matches('.submit > span'),
    );
    const words = document.createTreeWalker(busy!, NodeFilter.SHOW_TEXT);
    while (words.nextNode() && !words.currentNode.nodeValue?.endsWith('…'));
    const { length } = words.currentNode.nodeValue!;
    const [first, last] = [0, length - 1].map((index) => {
      range.setStart(words.currentNode, index);
      range.setEnd(words.currentNode, index + 1);
      return range.getBoundingClientRect().left;
    });
    expect(last).to.be.greaterThan(first!);
  });
});
