/** What happens to a page around `<wechat-mp-login>`, in each of its states. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { allSamples, showState } from '../../../stories/support/sample-states.js';
import { inside, textOf } from '../../support/elements/page.js';
import { translate } from '../../support/elements/translator.js';
import { until } from '../../support/until.js';

type Samples = readonly (readonly [name: string, state: WechatMpLogin['state']])[];
const samples: Samples = Object.entries(allSamples);
/** The prompts are an element of their own, which has its own texts. */
const cards = samples.filter(([, { type }]) => type !== 'binding');

const mountManual = async (): Promise<WechatMpLogin> => {
  const element = await fixture<WechatMpLogin>(
    html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
  );
  await until(() => textOf(element, 'h2') !== '');
  return element;
};

/** All words of the card, with those that are only for screen readers. */
const wordsIn = (element: WechatMpLogin): string =>
  (inside(element, '[part=card]')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('a <wechat-mp-login> whose page the browser translates', () => {
  it('changes every text with the state', async () => {
    const element = await mountManual();
    const untranslated = await mountManual();
    for (const [index, [before, first]] of samples.entries()) {
      for (const step of [0, 1, 7]) {
        const [name, state] = cards[(index + step) % cards.length] ?? ['idle', { type: 'idle' }];
        showState(element, first);
        await element.updateComplete;
        translate(element);
        for (const each of [element, untranslated]) showState(each, state);
        await Promise.all([element.updateComplete, untranslated.updateComplete]);
        // What both states have in common stays translated.
        const words = wordsIn(element).replaceAll('translated: ', '');
        expect(words, `${before} → ${name}`).to.equal(wordsIn(untranslated));
      }
    }
  });
});
