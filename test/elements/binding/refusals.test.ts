/** The sentences for refusals of the backend. */
import { expect } from '@open-wc/testing';
import { errorOf, mount } from '../../support/elements/binding-page.js';

const link = { step: 'link', method: 'password' } as const;

describe('a refusal of the backend', () => {
  it('says how many tries are left, in the plural form of the language', async () => {
    for (const [lang, remaining, text] of [
      ['en', 3, '3 tries left'],
      ['en', 1, 'One try left'],
      ['zh', 1, '还可以再试1次'],
    ] as const) {
      const { element, show } = await mount(link, lang);
      await show({ problem: { code: 'proof_failed', remaining } });
      expect(errorOf(element)).to.contain(text);
      await show({ problem: { code: 'proof_failed', field: 'chatCode', remaining } });
      expect(errorOf(element, 'chatCode')).to.contain(text);
      expect(errorOf(element)).to.equal('');
    }
  });

  it('says how long to wait', async () => {
    for (const [retryAfterMs, text] of [
      [40_000, '40 seconds'],
      [900_000, '15 minutes'],
      [undefined, 'later'],
    ] as const) {
      const { element, show } = await mount(link);
      await show({ problem: { code: 'rate_limited', retryAfterMs } });
      expect(errorOf(element)).to.contain(text);
    }
  });

  it('has a sentence for each code, in both languages, without the code itself', async () => {
    const codes = [
      'reauthentication_required',
      'session_mismatch',
      'identity_conflict',
      'timeout',
      'store_unavailable',
      'slow_down',
    ] as const;
    for (const lang of ['en', 'zh']) {
      const { element, show } = await mount(link, lang);
      for (const code of codes) {
        await show({ problem: { code } });
        expect(errorOf(element), code).to.match(
          lang === 'en' ? /^[A-Z][^_]+\.$/ : /^[\u4e00-\u9fff，]+$/,
        );
      }
    }
  });
});
