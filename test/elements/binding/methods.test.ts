/** The choice among link methods. */
import { expect } from '@open-wc/testing';
import {
  create,
  has,
  input,
  mount,
  password,
  press,
  session,
  type,
} from '../../support/elements/binding-page.js';
import { inside, textOf } from '../../support/elements/page.js';

const link = { step: 'link', method: 'password' } as const;
const byEmail = { step: 'link', method: 'email-code' } as const;
const values = { identifier: 'lin@example.com', password: ' two words ', chatCode: '402 913' };

describe('the choice among link methods', () => {
  it('has a label, and each method has its own form', async () => {
    const { element, calls, show } = await mount(link);
    const radios = [...(element.shadowRoot?.querySelectorAll('input[type=radio]') ?? [])];
    expect(radios.map((radio) => (radio as HTMLInputElement).checked)).to.deep.equal([true, false]);
    expect(textOf(element, 'legend')).not.to.equal('');
    await press(element, '[part=method]:last-child input');
    expect(calls).to.deep.equal([['link', 'email-code']]);
    await show({ method: 'email-code' });
    expect(element.shadowRoot?.querySelectorAll('form')).to.have.length(1);
    expect(has(element, '[name=password]')).to.equal(false);
  });

  it('keeps values that both forms have, but no password', async () => {
    const { element, show } = await mount(link);
    type(element, values);
    await show(byEmail);
    expect(input(element, 'chatCode').value).to.equal('402 913');
    await show(link);
    expect(input(element, 'identifier').value).to.equal('lin@example.com');
    expect(input(element, 'password').value).to.equal('');
  });

  it('keeps the checked method while a request is under way', async () => {
    const { element, calls, show } = await mount(link);
    await show({ busy: 'bind' });
    await press(element, '[part=method]:last-child input');
    expect(calls).to.deep.equal([]);
    expect((inside(element, '[part=method] input') as HTMLInputElement).checked).to.equal(true);
  });

  it('is hidden if there is only one method', async () => {
    const { element } = await mount({ ...link, options: [create, password] });
    expect(has(element, 'fieldset')).to.equal(false);
  });

  it('offers the account that is signed in by a button with its name', async () => {
    const { element, calls } = await mount({
      step: 'link',
      method: 'session',
      options: [create, session, password],
    });
    expect(textOf(element, '[part=button]')).to.equal('Continue as Lin Xi');
    type(element, { chatCode: '402913' });
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([['submit', {}, '402913']]);
  });

  it('has a title of its own if a signed-in visitor links an identity', async () => {
    const { element } = await mount({
      step: 'link',
      purpose: 'link',
      method: 'session',
      options: [session],
    });
    expect(textOf(element, 'h2')).to.equal('Link your WeChat');
  });
});
