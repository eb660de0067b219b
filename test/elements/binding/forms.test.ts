/** The forms for a new account and for linking one by password: what they send, and what they refuse. */
import { expect } from '@open-wc/testing';
import {
  createWithFields,
  errorOf,
  focused,
  has,
  input,
  mount,
  password,
  press,
  type,
} from '../../support/elements/binding-page.js';
import { inside, textOf } from '../../support/elements/page.js';

const link = { step: 'link', method: 'password' } as const;
const values = { identifier: 'lin@example.com', password: ' two words ', chatCode: '402 913' };

describe('the form for a new account', () => {
  const step = {
    step: 'create',
    options: [createWithFields, password],
    needsChatDigits: false,
  } as const;

  it('sends the values without the empty fields', async () => {
    const { element, calls } = await mount(step);
    type(element, { nick: '  lin ' });
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([['create', { nick: 'lin' }, undefined]]);
    expect(has(element, '[name=chatCode]')).to.equal(false);
  });

  it('asks for the digits of the chat if the backend needs them', async () => {
    const { element, calls, show } = await mount({ ...step, needsChatDigits: true });
    type(element, { nick: 'lin' });
    await press(element, '[part=button]');
    expect(errorOf(element, 'chatCode')).to.contain('fill this in');
    expect(calls).to.deep.equal([]);
    type(element, { chatCode: '402 913' });
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([['create', { nick: 'lin' }, '402913']]);
    await show({ problem: { code: 'proof_failed', field: 'chatCode', remaining: 2 } });
    expect(errorOf(element, 'chatCode')).to.contain('2 tries left');
    expect(input(element, 'nick').value).to.equal('lin');
  });

  it('shows an error at each field, and sends nothing', async () => {
    const { element, calls } = await mount(step);
    for (const [nick, text] of [
      ['', 'fill this in'],
      ['x', 'look right'],
      ['x'.repeat(201), 'too long'],
    ] as const) {
      type(element, { nick });
      await press(element, '[part=button]');
      expect(errorOf(element, 'nick'), nick).to.contain(text);
      expect(input(element, 'nick').getAttribute('aria-invalid')).to.equal('true');
      expect(input(element, 'nick').getAttribute('aria-describedby')).to.equal(
        'hint:nick error:nick',
      );
      expect(focused(element)).to.equal('nick');
    }
    expect(calls).to.deep.equal([]);
    type(element, { nick: 'lin' });
    await element.updateComplete;
    expect(errorOf(element, 'nick')).to.equal('');
    expect(input(element, 'nick').getAttribute('aria-describedby')).to.equal('hint:nick');
  });

  it('shows the backend’s error at its field, and keeps the value', async () => {
    const { element, show } = await mount(step);
    type(element, { nick: 'root' });
    await show({ busy: 'bind' });
    await show({ problem: { code: 'invalid_request', field: 'nick' } });
    expect(errorOf(element, 'nick')).to.contain('look right');
    expect(input(element, 'nick').value).to.equal('root');
  });

  it('shows an error for an unknown field below the form', async () => {
    const { element, show } = await mount(step);
    await show({ problem: { code: 'invalid_request', field: 'elsewhere' } });
    expect(errorOf(element)).to.contain('Something went wrong');
  });

  it('accepts every value if the pattern is no regular expression', async () => {
    const option = {
      ...createWithFields,
      fields: [{ ...createWithFields.fields![0]!, pattern: '(' }],
    };
    const { element, calls } = await mount({ ...step, options: [option] });
    type(element, { nick: 'lin' });
    await press(element, '[part=button]');
    expect(calls).to.have.length(1);
  });
});

describe('the form for linking by password', () => {
  it('sends the fields, and the chat digits without spaces', async () => {
    const { element, calls } = await mount(link);
    type(element, values);
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([
      ['submit', { identifier: 'lin@example.com', password: ' two words ' }, '402913'],
    ]);
  });

  it('accepts digits as phones and Chinese keyboards write them', async () => {
    for (const chatCode of ['402913', ' 402 913 ', '402-913', '４０２９１３', '4 0 2 9 1 3']) {
      const { element, calls } = await mount(link);
      type(element, { ...values, chatCode });
      await press(element, '[part=button]');
      expect(calls[0]?.[2], chatCode).to.equal('402913');
    }
  });

  it('works with fields that are called like members of a form', async () => {
    const names = ['querySelector', 'submit', 'elements', 'reset', 'focus', 'value'];
    const fields = names.map(
      (name) => ({ name, type: 'text', label: name, required: true }) as const,
    );
    const option = { ...password, fields };
    const { element, calls } = await mount({ ...link, options: [option], needsChatDigits: false });
    await press(element, '[part=button]');
    expect(focused(element)).to.equal('querySelector');
    const filled = Object.fromEntries(names.map((name) => [name, 'x']));
    type(element, filled);
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([['submit', filled, undefined]]);
  });

  it('takes the digits out of a message that was pasted whole, and shows them', async () => {
    const { element, calls } = await mount(link);
    const message = '你正在登录 山岚商店。如网页要求输入验证码：４０２９１３。请勿告诉任何人。';
    type(element, { ...values, chatCode: message });
    expect(input(element, 'chatCode').value).to.equal('402913');
    await press(element, '[part=button]');
    expect(calls[0]?.[2]).to.equal('402913');
    expect(input(element, 'chatCode').maxLength, 'would cut what is pasted').to.equal(-1);
  });

  it('names the official account whose chat shows the digits', async () => {
    const { element } = await mount(link);
    expect(textOf(element, '[id="hint:chatCode"]').replace(/[\u2068\u2069]/g, '')).to.contain(
      '山岚商店',
    );
  });

  it('asks for no digits if none are needed', async () => {
    const { element, calls } = await mount({ ...link, needsChatDigits: false });
    expect(has(element, '[name=chatCode]')).to.equal(false);
    type(element, { identifier: 'lin', password: 'x' });
    await press(element, '[part=button]');
    expect(calls[0]?.[2]).to.equal(undefined);
  });

  it('shows an error at every invalid field, and focuses the first', async () => {
    const { element, calls } = await mount(link);
    type(element, { password: 'x', chatCode: '40291' });
    await press(element, '[part=button]');
    expect(errorOf(element, 'identifier')).to.contain('fill this in');
    expect(errorOf(element, 'password')).to.equal('');
    expect(errorOf(element, 'chatCode')).to.contain('six digits');
    expect(focused(element)).to.equal('identifier');
    expect(calls).to.deep.equal([]);
  });

  it('sends once, however often the button is pressed', async () => {
    const { element, calls, show } = await mount(link);
    type(element, values);
    await press(element, '[part=button]');
    await press(element, '[part=button]');
    await show({ busy: 'bind' });
    await press(element, '[part=button]');
    expect(calls).to.have.length(1);
    expect(inside(element, '[part=button]')?.getAttribute('aria-disabled')).to.equal('true');
    expect(textOf(element, '[part=button]')).to.contain('One moment');
  });

  it('can be submitted again after each refusal, with its values kept', async () => {
    const { element, calls, show } = await mount(link);
    type(element, values);
    for (const remaining of [4, 3, 2]) {
      await press(element, '[part=button]');
      await show({ busy: 'bind' });
      await show({ problem: { code: 'proof_failed', remaining } });
      for (const [name, value] of Object.entries({ ...values, chatCode: '402913' })) {
        expect(input(element, name).value).to.equal(value);
      }
    }
    expect(calls).to.have.length(3);
  });

  it('shows a password nowhere but in its field', async () => {
    const { element, show } = await mount(link);
    type(element, { ...values, password: 'hunter2' });
    await press(element, '[part=button]');
    await show({ busy: 'bind' });
    await show({ problem: { code: 'proof_failed', remaining: 3 } });
    expect(element.shadowRoot?.innerHTML).not.to.contain('hunter2');
    expect(JSON.stringify(element.state)).not.to.contain('hunter2');
  });

  it('is a form that password managers recognize', async () => {
    const { element } = await mount(link);
    const forms = element.shadowRoot?.querySelectorAll('form');
    expect(forms).to.have.length(1);
    const names = ['identifier', 'password', 'chatCode'].map((name) => input(element, name));
    expect(names.map(({ id }) => id)).to.deep.equal(['identifier', 'password', 'chatCode']);
    expect(names.map((each) => each.autocomplete)).to.deep.equal([
      'username',
      'current-password',
      'off',
    ]);
    expect(names[1]?.type).to.equal('password');
    expect(names.every((each) => each.form === forms?.[0])).to.equal(true);
    expect(forms?.[0]?.noValidate).to.equal(true);
  });
});
