/** The languages with the longest words and the tallest letters fit into a narrow card. */
import { expect } from '@open-wc/testing';
import { everySample, overflowsIn } from '../../support/elements/texts-page.js';

describe('a narrow card', () => {
  for (const lang of ['de', 'fr', 'ru', 'th', 'vi']) {
    it(`cuts no text in ${lang}`, async () => {
      const samples = await everySample({ texts: { lang }, width: 280 });
      const overflows = [...samples].flatMap(([name, element]) =>
        overflowsIn(element).map((each) => `${name}: ${each}`),
      );
      expect(overflows).to.deep.equal([]);
    });
  }
});
