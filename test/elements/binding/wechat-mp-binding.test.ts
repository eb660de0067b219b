/** What a person lives through at the prompts: every step, every mistake. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import {
  create,
  createWithFields,
  emailCode,
  errorOf,
  focused,
  has,
  input,
  mount,
  password,
  press,
  session,
  type,
} from '../../support/elements/binding-page.js';

const link = { step: 'link', method: 'password' } as const;
const byEmail = { step: 'link', method: 'email-code' } as const;
const all = { identifier: 'lin@example.com', password: ' two words ', chatCode: '402 913' };

describe('the first step', () => {
  it('offers a new account and one that is there, each as one button', async () => {
    const { element, calls } = await mount();
    const rows = [...(element.shadowRoot?.querySelectorAll('[part=option]') ?? [])];
    expect(rows.map((row) => row.querySelector('b')?.textContent)).to.deep.equal([
      'I’m new here',
      'I have an account',
    ]);
    await press(element, '[part=option]:first-child');
    expect(calls).to.deep.equal([['create']]);
  });

  it('leads to the account that is there', async () => {
    const { element, calls } = await mount();
    await press(element, '[part=option]:last-child');
    expect(calls).to.deep.equal([['link']]);
  });

  it('is one call, however often and wherever it is pressed', async () => {
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

  it('says what came in the way of a new account', async () => {
    const { element, show } = await mount();
    await show({ problem: { code: 'unreachable' } });
    expect(errorOf(element)).to.contain('Check your connection');
  });

  it('goes back to the code', async () => {
    const { element, calls } = await mount();
    let restarts = 0;
    element.addEventListener('restart', () => (restarts += 1));
    await press(element, '[part=back]');
    expect([restarts, calls.length]).to.deep.equal([1, 0]);
  });

  it('is the form itself, with words of its own, where nobody new gets in', async () => {
    const { element } = await mount({ ...link, options: [password, emailCode] });
    expect(textOf(element, 'h2')).to.equal('Members only');
    expect(textOf(element, '[part=back]')).to.equal('Scan again');
  });
});

describe('a new account', () => {
  const step = { step: 'create', options: [createWithFields, password] } as const;

  it('sends what was filled in, without what was left empty', async () => {
    const { element, calls } = await mount(step);
    type(element, { nick: '  lin ' });
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([['create', { nick: 'lin' }]]);
    expect(has(element, '[name=chatCode]')).to.equal(false);
  });

  it('names beside each field what is wrong with it, before anything is sent', async () => {
    const { element, calls } = await mount(step);
    for (const [nick, words] of [
      ['', 'fill this in'],
      ['x', 'look right'],
      ['x'.repeat(201), 'too long'],
    ] as const) {
      type(element, { nick });
      await press(element, '[part=button]');
      expect(errorOf(element, 'nick'), nick).to.contain(words);
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

  it('names the field that the backend has named, and keeps what was typed', async () => {
    const { element, show } = await mount(step);
    type(element, { nick: 'root' });
    await show({ busy: 'bind' });
    await show({ problem: { code: 'invalid_request', field: 'nick' } });
    expect(errorOf(element, 'nick')).to.contain('look right');
    expect(input(element, 'nick').value).to.equal('root');
  });

  it('says of a field that is not there that something went wrong', async () => {
    const { element, show } = await mount(step);
    await show({ problem: { code: 'invalid_request', field: 'elsewhere' } });
    expect(errorOf(element)).to.contain('Something went wrong');
  });

  it('lets through what a pattern that is none would have to judge', async () => {
    const option = {
      ...createWithFields,
      fields: [{ ...createWithFields.fields![0]!, pattern: '(' }],
    };
    const { element, calls } = await mount({ step: 'create', options: [option] });
    type(element, { nick: 'lin' });
    await press(element, '[part=button]');
    expect(calls).to.have.length(1);
  });
});

describe('linking by a password', () => {
  it('sends the fields, and the chat’s digits without their spaces', async () => {
    const { element, calls } = await mount(link);
    type(element, all);
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([
      ['submit', { identifier: 'lin@example.com', password: ' two words ' }, '402913'],
    ]);
  });

  it('understands digits as phones and Chinese keyboards write them', async () => {
    for (const chatCode of ['402913', ' 402 913 ', '402-913', '４０２９１３', '4 0 2 9 1 3']) {
      const { element, calls } = await mount(link);
      type(element, { ...all, chatCode });
      await press(element, '[part=button]');
      expect(calls[0]?.[2], chatCode).to.equal('402913');
    }
  });

  it('says where the digits are, by the name of the account', async () => {
    const { element } = await mount(link);
    expect(textOf(element, '[id="hint:chatCode"]').replace(/[\u2068\u2069]/g, '')).to.contain(
      '山岚商店',
    );
  });

  it('asks for no digits where none are needed', async () => {
    const { element, calls } = await mount({ ...link, needsChatDigits: false });
    expect(has(element, '[name=chatCode]')).to.equal(false);
    type(element, { identifier: 'lin', password: 'x' });
    await press(element, '[part=button]');
    expect(calls[0]?.[2]).to.equal(undefined);
  });

  it('names every field that is missing, and goes to the first', async () => {
    const { element, calls } = await mount(link);
    type(element, { password: 'x', chatCode: '40291' });
    await press(element, '[part=button]');
    expect(errorOf(element, 'identifier')).to.contain('fill this in');
    expect(errorOf(element, 'password')).to.equal('');
    expect(errorOf(element, 'chatCode')).to.contain('six digits');
    expect(focused(element)).to.equal('identifier');
    expect(calls).to.deep.equal([]);
  });

  it('sends once, however often it is pressed', async () => {
    const { element, calls, show } = await mount(link);
    type(element, all);
    await press(element, '[part=button]');
    await press(element, '[part=button]');
    await show({ busy: 'bind' });
    await press(element, '[part=button]');
    expect(calls).to.have.length(1);
    expect(inside(element, '[part=button]')?.getAttribute('aria-disabled')).to.equal('true');
    expect(textOf(element, '[part=button]')).to.contain('One moment');
  });

  it('can be tried again after each answer, with all that was typed still there', async () => {
    const { element, calls, show } = await mount(link);
    type(element, all);
    for (const remaining of [4, 3, 2]) {
      await press(element, '[part=button]');
      await show({ busy: 'bind' });
      await show({ problem: { code: 'proof_failed', remaining } });
      for (const [name, value] of Object.entries(all)) {
        expect(input(element, name).value).to.equal(value);
      }
    }
    expect(calls).to.have.length(3);
  });

  it('says how many tries are left, in the plural of the language', async () => {
    for (const [lang, remaining, words] of [
      ['en', 3, '3 tries left'],
      ['en', 1, 'One try left'],
      ['zh', 1, '还可以再试1次'],
    ] as const) {
      const { element, show } = await mount(link, lang);
      await show({ problem: { code: 'proof_failed', remaining } });
      expect(errorOf(element)).to.contain(words);
      await show({ problem: { code: 'proof_failed', field: 'chatCode', remaining } });
      expect(errorOf(element, 'chatCode')).to.contain(words);
      expect(errorOf(element)).to.equal('');
    }
  });

  it('says how long to wait', async () => {
    for (const [retryAfterMs, words] of [
      [40_000, '40 seconds'],
      [900_000, '15 minutes'],
      [undefined, 'later'],
    ] as const) {
      const { element, show } = await mount(link);
      await show({ problem: { code: 'rate_limited', retryAfterMs } });
      expect(errorOf(element)).to.contain(words);
    }
  });

  it('has a sentence for each refusal, in both languages, with nothing of ours in it', async () => {
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

  it('is a form that password managers know', async () => {
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

  it('shows no secret outside of its field', async () => {
    const { element, show } = await mount(link);
    type(element, { ...all, password: 'hunter2' });
    await press(element, '[part=button]');
    await show({ busy: 'bind' });
    await show({ problem: { code: 'proof_failed', remaining: 3 } });
    expect(element.shadowRoot?.innerHTML).not.to.contain('hunter2');
    expect(JSON.stringify(element.state)).not.to.contain('hunter2');
  });
});

describe('several methods', () => {
  it('are one choice, by its label, and the form is another with each', async () => {
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

  it('keep what both ask for, and no password', async () => {
    const { element, show } = await mount(link);
    type(element, all);
    await show(byEmail);
    expect(input(element, 'chatCode').value).to.equal('402 913');
    await show(link);
    expect(input(element, 'identifier').value).to.equal('lin@example.com');
    expect(input(element, 'password').value).to.equal('');
  });

  it('keep the mark where it was while something is under way', async () => {
    const { element, calls, show } = await mount(link);
    await show({ busy: 'bind' });
    await press(element, '[part=method]:last-child input');
    expect(calls).to.deep.equal([]);
    expect((inside(element, '[part=method] input') as HTMLInputElement).checked).to.equal(true);
  });

  it('are no choice where there is one', async () => {
    const { element } = await mount({ ...link, options: [create, password] });
    expect(has(element, 'fieldset')).to.equal(false);
  });

  it('let the account that is signed in here be taken by a button with its name', async () => {
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

  it('speak of the settings page where a signed-in person adds a WeChat', async () => {
    const { element } = await mount({
      step: 'link',
      purpose: 'link',
      method: 'session',
      options: [session],
    });
    expect(textOf(element, 'h2')).to.equal('Link your WeChat');
  });
});

describe('a code by e-mail', () => {
  it('is sent for the other fields, and once', async () => {
    const { element, calls, show } = await mount(byEmail);
    type(element, { email: 'lin@example.com' });
    await press(element, '[part=send]');
    await press(element, '[part=send]');
    await show({ busy: 'send' });
    await press(element, '[part=send]');
    expect(calls).to.deep.equal([['sendVerificationCode', { email: 'lin@example.com' }]]);
    expect(has(element, '[part=send] .spin')).to.equal(true);
  });

  it('is asked for by Enter as long as there is none', async () => {
    const { element, calls } = await mount(byEmail);
    input(element, 'email').focus();
    await sendKeys({ type: 'lin@example.com' });
    await sendKeys({ press: 'Enter' });
    expect(calls).to.deep.equal([['sendVerificationCode', { email: 'lin@example.com' }]]);
  });

  it('is not sent to what is no address, which is said', async () => {
    const { element, calls } = await mount(byEmail);
    type(element, { email: 'lin@' });
    await press(element, '[part=send]');
    expect(errorOf(element, 'email')).to.contain('e-mail address');
    expect(errorOf(element, 'code')).to.equal('');
    expect(calls).to.deep.equal([]);
  });

  it('shows the seconds until another, then can be asked for again', async () => {
    const { element, calls, show } = await mount(byEmail);
    type(element, { email: 'lin@example.com' });
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() + 58_000 } });
    expect(textOf(element, '[part=send]')).to.match(/5[78]s/);
    await press(element, '[part=send]');
    expect(calls).to.deep.equal([]);
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() - 1 } });
    expect(textOf(element, '[part=send]')).to.equal('Send again');
    await press(element, '[part=send]');
    expect(calls).to.have.length(1);
  });

  it('counts down by itself, to the end', async () => {
    const { element, show } = await mount(byEmail);
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() + 1500 } });
    expect(textOf(element, '[part=send]')).to.match(/[12]s/);
    await until(() => textOf(element, '[part=send]') === 'Send again');
  });

  it('says that it is on its way, but not that somebody has that address', async () => {
    const { element, show } = await mount(byEmail);
    await show({ busy: 'send' });
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() + 60_000 } });
    expect(textOf(element, '[id="hint:code"]')).to.match(/^If /);
  });

  it('says nothing of the kind where it was refused', async () => {
    const { element, show } = await mount(byEmail);
    await show({ busy: 'send' });
    await show({
      sent: { method: 'email-code', resendAtMs: Date.now() + 60_000 },
      problem: { code: 'rate_limited', retryAfterMs: 60_000 },
    });
    expect(has(element, '[id="hint:code"]')).to.equal(false);
    expect(textOf(element, '[part=send]')).to.match(/\d+s/);
    expect(errorOf(element)).to.contain('Too many');
  });

  it('is one field that phones fill, and paste fits with its space', async () => {
    const { element, calls } = await mount(byEmail);
    const code = input(element, 'code');
    // The property would be '' in Firefox, which knows no such name; the attribute is for phones.
    expect(code.getAttribute('autocomplete')).to.equal('one-time-code');
    expect(code.inputMode).to.equal('numeric');
    expect(code.maxLength).to.be.at.least('402 913'.length);
    type(element, { email: 'lin@example.com', code: '730 215', chatCode: '402913' });
    expect(calls, 'sent by nobody’s hand').to.deep.equal([]);
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([
      ['submit', { email: 'lin@example.com', code: '730215' }, '402913'],
    ]);
  });
});

describe('several accounts', () => {
  const accounts = [
    { choice: 'a', name: 'Lin Xi' },
    { choice: 'b', name: '<b>Zhou</b>' },
  ];

  it('are told apart by name, and one is chosen', async () => {
    const { element, calls, show } = await mount({ step: 'select', accounts });
    const names = [...(element.shadowRoot?.querySelectorAll('[part=option] bdi') ?? [])];
    expect(names.map(({ textContent }) => textContent)).to.deep.equal(['Lin Xi', '<b>Zhou</b>']);
    await press(element, '[part=option]:last-child');
    await press(element, '[part=option]:first-child');
    await show({ busy: 'bind' });
    expect(calls).to.deep.equal([['select', 'b']]);
    expect(has(element, '[part=option]:last-child .spin')).to.equal(true);
  });

  it('can be left again', async () => {
    const { element, calls } = await mount({ step: 'select', accounts });
    await press(element, '[part=back]');
    expect(calls).to.deep.equal([['back']]);
  });

  it('say so where the choice came too late', async () => {
    const { element, show } = await mount({ step: 'select', accounts });
    await show({ problem: { code: 'invalid_request', field: 'choice' } });
    expect(errorOf(element)).to.contain('try again');
  });
});
