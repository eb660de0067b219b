/** All element tests run under the strict policy, and a violation fails them. */
import { expect } from '@open-wc/testing';
import '../support/elements/markup.js';
import { until } from '../support/until.js';

describe('the page of these tests', () => {
  it('allows no inline style, and the runner hears of one', async () => {
    const element = document.createElement('b');
    globalThis.expectedViolations = 1;
    element.setAttribute('style', 'color: red');
    document.body.append(element);
    await until(() => globalThis.expectedViolations === 0);
    expect(element.style.color).to.equal('');
    element.remove();
  });

  it('turns no text into markup, where the browser knows Trusted Types', async () => {
    if (!('trustedTypes' in globalThis)) return;
    globalThis.expectedViolations = 1;
    expect(() => (document.createElement('b').innerHTML = '<i></i>')).to.throw(TypeError);
    await until(() => globalThis.expectedViolations === 0);
  });
});
