/** The verification code that is sent by e-mail. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { errorOf, has, input, mount, press, type } from '../../support/elements/binding-page.js';
import { textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

const byEmail = { step: 'link', method: 'email-code' } as const;

describe('a verification code by e-mail', () => {
  it('is requested once, with the values of the other fields', async () => {
    const { element, calls, show } = await mount(byEmail);
    type(element, { email: 'lin@example.com' });
    await press(element, '[part=send]');
    await press(element, '[part=send]');
    await show({ busy: 'send' });
    await press(element, '[part=send]');
    expect(calls).to.deep.equal([['sendVerificationCode', { email: 'lin@example.com' }]]);
    expect(has(element, '[part=send] .spin')).to.equal(true);
  });

  it('is requested by Enter while its field is empty', async () => {
    const { element, calls } = await mount(byEmail);
    input(element, 'email').focus();
    await sendKeys({ type: 'lin@example.com' });
    await sendKeys({ press: 'Enter' });
    expect(calls).to.deep.equal([['sendVerificationCode', { email: 'lin@example.com' }]]);
  });

  it('is not requested by an Enter that belongs to an input method', async () => {
    const { element, calls } = await mount(byEmail);
    type(element, { email: 'lin@example.com' });
    /* eslint-disable @typescript-eslint/no-deprecated -- Safari has nothing but the key code */
    const enter = (init: KeyboardEventInit): KeyboardEvent =>
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, ...init });
    // Safari ends the composition before the key that ends it.
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      input(element, 'email').dispatchEvent(enter(init));
    }
    expect(calls).to.deep.equal([]);
    input(element, 'email').dispatchEvent(enter({ keyCode: 13 }));
    /* eslint-enable @typescript-eslint/no-deprecated */
    expect(calls).to.have.length(1);
  });

  it('goes to the address that the visitor means, which is then shown', async () => {
    for (const typed of [
      'lin＠shop。example',
      '\u202alin@shop.example\u202c',
      'lin@shop．example',
    ]) {
      const { element, calls } = await mount(byEmail);
      type(element, { email: typed });
      await press(element, '[part=send]');
      expect(calls, typed).to.deep.equal([['sendVerificationCode', { email: 'lin@shop.example' }]]);
      expect(input(element, 'email').value).to.equal('lin@shop.example');
    }
  });

  it('is not requested for an invalid address, which gets an error', async () => {
    const { element, calls } = await mount(byEmail);
    type(element, { email: 'lin@' });
    await press(element, '[part=send]');
    expect(errorOf(element, 'email')).to.contain('e-mail address');
    expect(errorOf(element, 'code')).to.equal('');
    expect(calls).to.deep.equal([]);
  });

  it('can be requested again after a countdown', async () => {
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

  it('counts down by itself', async () => {
    const { element, show } = await mount(byEmail);
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() + 1500 } });
    expect(textOf(element, '[part=send]')).to.match(/[12]s/);
    await until(() => textOf(element, '[part=send]') === 'Send again');
  });

  it('is announced without revealing whether an account has the address', async () => {
    const { element, show } = await mount(byEmail);
    await show({ busy: 'send' });
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() + 60_000 } });
    expect(textOf(element, '[id="hint:code"]')).to.match(/^If /);
  });

  it('is not announced if the request was refused', async () => {
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

  it('has one field that phones can fill, and that accepts a pasted space', async () => {
    const { element, calls } = await mount(byEmail);
    const code = input(element, 'code');
    // The property would be '' in Firefox, which knows no such name; the attribute is for phones.
    expect(code.getAttribute('autocomplete')).to.equal('one-time-code');
    expect(code.inputMode).to.equal('numeric');
    expect(code.maxLength, 'would cut what is pasted').to.equal(-1);
    type(element, { email: 'lin@example.com', code: '730 215', chatCode: '402913' });
    expect(calls, 'sent by nobody’s hand').to.deep.equal([]);
    await press(element, '[part=button]');
    expect(calls).to.deep.equal([
      ['submit', { email: 'lin@example.com', code: '730215' }, '402913'],
    ]);
  });
});
