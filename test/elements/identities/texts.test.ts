/** The language of <wechat-mp-identities>: its texts, and dates as the language writes them. */
import { expect, fixture, html } from '@open-wc/testing';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import {
  buttonsOf,
  createBackend,
  mountListed,
  rowsOf,
} from '../../support/elements/identities-page.js';
import { textOf } from '../../support/elements/page.js';
import { translate } from '../../support/elements/translator.js';
import { until } from '../../support/until.js';

describe('the texts of <wechat-mp-identities>', () => {
  it('names each identity by its official account and a date in the language of the page', async () => {
    const days = {
      en: ['Linked on May 3, 2026', 'Linked on September 30, 2026', 'Linked on December 24, 2025'],
      'en-GB': [
        'Linked on 3 May 2026',
        'Linked on 30 September 2026',
        'Linked on 24 December 2025',
      ],
      'zh-CN': ['2026年5月3日关联', '2026年9月30日关联', '2025年12月24日关联'],
      fr: ['Associé le 3 mai 2026', 'Associé le 30 septembre 2026', 'Associé le 24 décembre 2025'],
      // The texts are English, so the date is too.
      nl: ['Linked on May 3, 2026', 'Linked on September 30, 2026', 'Linked on December 24, 2025'],
      'en-': [
        'Linked on May 3, 2026',
        'Linked on September 30, 2026',
        'Linked on December 24, 2025',
      ],
    };
    for (const [lang, expected] of Object.entries(days)) {
      const element = await mountListed(createBackend(), lang);
      const dates = rowsOf(element).map((row) => row.querySelector('small')?.textContent);
      expect(dates, lang).to.deep.equal(expected);
      const names = rowsOf(element).map((row) => row.querySelector('b')?.textContent);
      const unnamed = lang === 'zh-CN' ? '微信' : 'WeChat';
      expect(names).to.deep.equal(['山岚商店', 'Shanlan Tea House', unnamed]);
    }
  });

  it('uses the language around it, and follows a change', async () => {
    const container = await fixture<HTMLElement>(html`<div lang="zh-CN"></div>`);
    const element = document.createElement('wechat-mp-identities');
    element.backend = createBackend().identities;
    container.append(element);
    await until(() => textOf(element, 'h2') === '微信登录' && rowsOf(element).length === 3);
    expect(rowsOf(element)[0]?.querySelector('button')?.innerText.trim()).to.equal('解除关联');
    element.lang = 'en';
    await until(() => textOf(element, 'h2') === 'WeChat sign-in');
    expect(textOf(element, 'small')).to.equal('Linked on May 3, 2026');
  });

  it('changes its texts on a page that the browser translates', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    const [button] = buttonsOf(element);
    translate(element);
    button?.click();
    await element.updateComplete;
    const question = (): string =>
      rowsOf(element)[0]?.querySelector('.question')?.textContent ?? '';
    expect(question()).to.contain('Unlink').and.not.to.contain('translated');
    translate(element);
    backend.refusal = new WechatMpLoginError('store_unavailable');
    const confirm = rowsOf(element)[0]?.querySelector<HTMLElement>('.confirm');
    confirm?.click();
    await until(() => question().includes('Try again'));
    expect(confirm?.textContent).to.equal('Try again');
    translate(element);
    backend.refusal = undefined;
    confirm?.click();
    await until(() => rowsOf(element).length === 2);
    translate(element);
    element.setAttribute('lang', 'zh-CN');
    await until(() => textOf(element, 'h2').includes('微信'));
    expect(textOf(element, '[part=card]')).not.to.match(/Unlink|Linked on/);
  });
});
