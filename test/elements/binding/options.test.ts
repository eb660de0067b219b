/** The steps without a form: a new account or an existing one, and the choice among several accounts. */
import { expect } from '@open-wc/testing';
import {
  emailCode,
  errorOf,
  has,
  mount,
  password,
  press,
} from '../../support/elements/binding-page.js';
import { inside, textOf } from '../../support/elements/page.js';

const link = { step: 'link', method: 'password' } as const;

describe('the first step', () => {
  it('offers a new account and an existing one, each as one button', async () => {
    const { element, calls } = await mount();
    const rows = [...(element.shadowRoot?.querySelectorAll('[part=option]') ?? [])];
    expect(rows.map((row) => row.querySelector('b')?.textContent)).to.deep.equal([
      'I’m new here',
      'I have an account',
    ]);
    await press(element, '[part=option]:first-child');
    expect(calls).to.deep.equal([['create']]);
  });

  it('links an existing account', async () => {
    const { element, calls } = await mount();
    await press(element, '[part=option]:last-child');
    expect(calls).to.deep.equal([['link']]);
  });

  it('makes one call, however often and wherever the visitor presses', async () => {
    const { element, calls, show } = await mount();
    await press(element, '[part=option]:first-child');
    await press(element, '[part=option]:first-child');
    await press(element, '[part=option]:last-child');
    await show({ busy: 'bind' });
    await press(element, '[part=option]:first-child');
    expect(calls).to.have.length(1);
    expect(inside(element, '[part=option]')?.getAttribute('aria-disabled')).to.equal('true');
    expect(has(element, '[part=option]:first-child .spin')).to.equal(true);
  });

  it('explains why no account was created', async () => {
    const { element, show } = await mount();
    await show({ problem: { code: 'unreachable' } });
    expect(errorOf(element)).to.contain('Check your connection');
  });

  it('goes back to the QR code', async () => {
    const { element, calls } = await mount();
    let restarts = 0;
    element.addEventListener('restart', () => (restarts += 1));
    await press(element, '[part=back]');
    expect([restarts, calls.length]).to.deep.equal([1, 0]);
  });

  it('is the link form, with texts of its own, if no account can be created', async () => {
    const { element } = await mount({ ...link, options: [password, emailCode] });
    expect(textOf(element, 'h2')).to.equal('Members only');
    expect(textOf(element, '[part=back]')).to.equal('Scan again');
  });
});

describe('the choice among several accounts', () => {
  const accounts = [
    { choice: 'a', name: 'Lin Xi' },
    { choice: 'b', name: '<b>Zhou</b>' },
  ];

  it('shows their names, and selects one', async () => {
    const { element, calls, show } = await mount({ step: 'select', accounts });
    const names = [...(element.shadowRoot?.querySelectorAll('[part=option] bdi') ?? [])];
    expect(names.map(({ textContent }) => textContent)).to.deep.equal(['Lin Xi', '<b>Zhou</b>']);
    await press(element, '[part=option]:last-child');
    await press(element, '[part=option]:first-child');
    await show({ busy: 'bind' });
    expect(calls).to.deep.equal([['select', 'b']]);
    expect(has(element, '[part=option]:last-child .spin')).to.equal(true);
  });

  it('offers a way back', async () => {
    const { element, calls } = await mount({ step: 'select', accounts });
    await press(element, '[part=back]');
    expect(calls).to.deep.equal([['back']]);
  });

  it('says so if the selection came too late', async () => {
    const { element, show } = await mount({ step: 'select', accounts });
    await show({ problem: { code: 'invalid_request', field: 'choice' } });
    expect(errorOf(element)).to.contain('try again');
  });
});
