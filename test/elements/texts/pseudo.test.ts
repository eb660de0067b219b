/** A pseudo-locale: English text in it was forgotten in the texts, and longer text must fit. */
import { expect } from '@open-wc/testing';
import { accent, pseudo, pseudoState, pseudoTexts } from '../../../stories/support/pseudo.js';
import { bindingVariants } from '../../../stories/support/samples/states.js';
import { everySample, overflowsIn, textsIn } from '../../support/elements/texts-page.js';

const isEnglish = /[a-z]{2}/i;

describe('the pseudo-locale', () => {
  for (const width of [280, 400]) {
    it(`leaves no English text at ${width} px, and cuts none of its longer texts`, async () => {
      const samples = await everySample({ texts: pseudoTexts, width, translate: pseudoState });
      expect(samples.size).to.be.greaterThan(60);
      let count = 0;
      const english: string[] = [];
      const overflows: string[] = [];
      for (const [name, element] of samples) {
        const texts = textsIn(element);
        count += texts.length;
        english.push(
          ...texts.filter((each) => isEnglish.test(each)).map((each) => `${name}: ${each}`),
        );
        overflows.push(...overflowsIn(element).map((each) => `${name}: ${each}`));
      }
      expect(count, 'number of texts').to.be.greaterThan(400);
      expect(english, 'left in English').to.deep.equal([]);
      expect(overflows, 'cut').to.deep.equal([]);
    });
  }

  it('accents every letter, adds a third in length, and keeps inserted values', () => {
    expect(accent('Try again')).to.equal('⟦Ťřý áğáíñ øøøø⟧');
    const says = pseudo({ wait: ({ wait }: { wait: string }) => `Wait ${wait}.` });
    expect(says.wait({ wait: '4 λεπτά' })).to.match(/^⟦Ŵáíť 4 λεπτά\. ø+/);
    expect(pseudo({ tries: { other: '# tries' } }).tries.other).to.match(/^⟦# ťříéš/);
  });

  it('finds a text that was left in English', async () => {
    const { link } = bindingVariants;
    const texts = { ...pseudoTexts, binding: { ...pseudoTexts.binding, back: 'Back' } };
    const samples = await everySample({ texts, width: 280, translate: pseudoState });
    expect(link).to.not.equal(undefined);
    const found = [...samples.values()].flatMap(textsIn).filter((each) => isEnglish.test(each));
    expect(new Set(found)).to.deep.equal(new Set(['Back']));
  });
});
