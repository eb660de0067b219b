/** In a language that nobody speaks, whatever is English was left out; and longer words have their place. */
import { expect } from '@open-wc/testing';
import { accent, pseudo, pseudoState, pseudoTexts } from '../../../stories/support/pseudo.js';
import { bindingVariants } from '../../../stories/support/sample-states.js';
import { everySample, troubleIn, wordsIn } from '../../support/elements/texts-page.js';

const plain = /[a-z]{2}/i;

describe('the pseudo-locale', () => {
  for (const width of [280, 400]) {
    it(`leaves no word in English at ${width} px, and cuts none that is a third longer`, async () => {
      const samples = await everySample({ texts: pseudoTexts, width, say: pseudoState });
      expect(samples.size).to.be.greaterThan(60);
      let count = 0;
      const english: string[] = [];
      const troubles: string[] = [];
      for (const [name, element] of samples) {
        const words = wordsIn(element);
        count += words.length;
        english.push(...words.filter((each) => plain.test(each)).map((each) => `${name}: ${each}`));
        troubles.push(...troubleIn(element).map((each) => `${name}: ${each}`));
      }
      expect(count, 'what was looked at').to.be.greaterThan(400);
      expect(english, 'left in English').to.deep.equal([]);
      expect(troubles, 'cut').to.deep.equal([]);
    });
  }

  it('accents every letter, adds a third, and keeps what a sentence was given', () => {
    expect(accent('Try again')).to.equal('⟦Ťřý áğáíñ øøøø⟧');
    const says = pseudo({ wait: ({ wait }: { wait: string }) => `Wait ${wait}.` });
    expect(says.wait({ wait: '4 λεπτά' })).to.match(/^⟦Ŵáíť 4 λεπτά\. ø+/);
    expect(pseudo({ tries: { other: '# tries' } }).tries.other).to.match(/^⟦# ťříéš/);
  });

  it('finds a word that was left in English', async () => {
    const { link } = bindingVariants;
    const texts = { ...pseudoTexts, binding: { ...pseudoTexts.binding, back: 'Back' } };
    const samples = await everySample({ texts, width: 280, say: pseudoState });
    expect(link).to.not.equal(undefined);
    const found = [...samples.values()].flatMap(wordsIn).filter((each) => plain.test(each));
    expect(new Set(found)).to.deep.equal(new Set(['Back']));
  });
});
