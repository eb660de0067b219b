/** The prompts on a page that the browser translates, which replaces every text node. */
import { expect, fixture, html } from '@open-wc/testing';
import type { BindingState } from '../../../src/client/state.js';
import type { WechatMpBinding } from '../../../src/elements/binding/wechat-mp-binding.js';
import { bindingSamples } from '../../../stories/support/samples/binding.js';
import { shown } from '../../../stories/support/samples/states.js';
import { mount } from '../../support/elements/binding-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { translate } from '../../support/elements/translator.js';
import { until } from '../../support/until.js';

/** Without the seconds of a countdown, which go on, and without what only the translator adds. */
const wordsIn = (element: WechatMpBinding): string =>
  (inside(element, '.prompt')?.textContent ?? '')
    .replaceAll(/translated: |\d+ ?s/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

const mountFirst = async (state: BindingState): Promise<WechatMpBinding> => {
  const element = await fixture<WechatMpBinding>(
    html`<wechat-mp-binding lang="en" .state=${state}></wechat-mp-binding>`,
  );
  await until(() => textOf(element, 'h2') !== '');
  return element;
};

describe('translated prompts', () => {
  const samples = Object.entries(bindingSamples('en', shown));

  it('change every text with the state', async () => {
    for (const [index, [before, first]] of samples.entries()) {
      const [element, untranslated] = [await mountFirst(first), await mountFirst(first)];
      for (const step of [1, 2, 7]) {
        const [name, state] = samples[(index + step) % samples.length] ?? [before, first];
        translate(element);
        for (const each of [element, untranslated]) each.state = state;
        await Promise.all([element.updateComplete, untranslated.updateComplete]);
        // What both states have in common stays translated.
        expect(wordsIn(element), `${before} → ${name}`).to.equal(wordsIn(untranslated));
      }
    }
  });

  it('change the texts of one step: an error, a busy button, a countdown', async () => {
    const { element, show } = await mount({ step: 'link', method: 'email-code' });
    const { element: untranslated, show: showUntranslated } = await mount({
      step: 'link',
      method: 'email-code',
    });
    for (const change of [
      { busy: 'bind' },
      { problem: { code: 'proof_failed', remaining: 2 } },
      { busy: 'send' },
      { sent: { method: 'email-code', resendAtMs: Date.now() + 3_600_000 } },
      {},
    ] satisfies Partial<BindingState>[]) {
      translate(element);
      await Promise.all([show(change), showUntranslated(change)]);
      expect(wordsIn(element)).to.equal(wordsIn(untranslated));
    }
  });
});
