/** The prompts by keyboard and by screen reader. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import type { WechatMpBinding } from '../../../src/elements/binding/wechat-mp-binding.js';
import {
  emailCode,
  focused,
  mount,
  password,
  press,
  session,
  type,
} from '../../support/elements/binding-page.js';

const link = { step: 'link', method: 'password' } as const;

/** Collects what screen readers announce from now on, with the role of the live region. */
function collectAnnouncements(element: WechatMpBinding): string[] {
  const announcements: string[] = [];
  for (const role of ['status', 'alert']) {
    const region = inside(element, `[role=${role}]`) as HTMLElement;
    new MutationObserver(() => {
      const text = region.textContent.trim();
      if (text) announcements.push(`${role}: ${text}`);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  }
  return announcements;
}

describe('the focus in the prompts', () => {
  it('stays outside when the prompts appear', async () => {
    const other = document.createElement('input');
    document.body.append(other);
    other.focus();
    const { show } = await mount();
    await show(link);
    expect(document.activeElement === other).to.equal(true);
    other.remove();
  });

  it('moves to the first field after a press, or to the title if there is no field', async () => {
    const { element, show } = await mount();
    await press(element, '[part=option]:last-child');
    await show(link);
    expect(focused(element)).to.equal('identifier');
    await press(element, '[part=back]');
    await show({ step: 'choose' });
    expect(focused(element)).to.equal('title');
    await press(element, '[part=option]:last-child');
    await show({ step: 'link', method: 'session', options: [session], needsChatDigits: false });
    expect(focused(element)).to.equal('title');
  });

  it('stays on the chosen method', async () => {
    const { element, show } = await mount(link);
    inside(element, '[part=method] input')?.focus();
    await sendKeys({ press: 'ArrowRight' });
    await show({ method: 'email-code' });
    expect(focused(element)).to.equal('method 1');
  });

  it('moves to the field that the backend refused, if it was in the form', async () => {
    const { element, show } = await mount(link);
    type(element, { identifier: 'lin', password: 'x', chatCode: '402913' });
    inside(element, '[part=button]')?.focus();
    await press(element, '[part=button]');
    await show({ busy: 'bind' });
    await show({ problem: { code: 'proof_failed', field: 'chatCode', remaining: 2 } });
    expect(focused(element)).to.equal('chatCode');
  });

  it('moves to the field for the verification code after the code was sent', async () => {
    const { element, show } = await mount({ step: 'link', method: 'email-code' });
    type(element, { email: 'lin@example.com' });
    inside(element, '[part=send]')?.focus();
    await press(element, '[part=send]');
    await show({ busy: 'send' });
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() + 60_000 } });
    expect(focused(element)).to.equal('code');
  });
});

describe('the keyboard in the prompts', () => {
  it('is enough, from the first step to the last', async () => {
    const { element, calls, show } = await mount();
    inside(element, '[part=option]')?.focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    expect(calls.at(-1)).to.deep.equal(['link']);
    await show({ ...link, options: [{ action: 'create' }, password, emailCode] });
    await sendKeys({ type: 'lin@example.com' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'secret' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '402 913' });
    await sendKeys({ press: 'Enter' });
    expect(calls.at(-1)).to.deep.equal([
      'submit',
      { identifier: 'lin@example.com', password: 'secret' },
      '402913',
    ]);
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    expect(calls.at(-1)).to.deep.equal(['back']);
  });

  it('always shows where the focus is', async () => {
    const { element } = await mount(link);
    const seen = new Set<string>();
    inside(element, '[part=method] input')?.focus();
    for (let tabs = 0; tabs < 6; tabs++) {
      const at = element.shadowRoot?.activeElement as HTMLInputElement;
      const outlined = at.type === 'radio' ? at.nextElementSibling : at;
      expect(getComputedStyle(outlined as Element).outlineStyle, at.name).to.equal('solid');
      seen.add(at.name || at.part.value);
      await sendKeys({ press: 'Tab' });
    }
    expect([...seen]).to.include.members(['identifier', 'password', 'chatCode', 'button', 'back']);
  });
});

describe('a screen reader in the prompts', () => {
  it('announces each step once', async () => {
    const { element, show } = await mount();
    await until(() => textOf(element, '[role=status]') !== '');
    const announcements = collectAnnouncements(element);
    await show(link);
    await until(() => announcements.length > 0);
    await show(link);
    await show(link);
    await show({ step: 'choose' });
    await until(() => announcements.length > 1);
    expect(announcements).to.deep.equal([
      'status: Link your account · Prove once that it’s yours. From then on, just scan.',
      'status: First time here · How would you like to continue?',
    ]);
  });

  it('announces each error once, and again if the visitor repeats it', async () => {
    const { element, show } = await mount(link);
    await until(() => textOf(element, '[role=status]') !== '');
    const announcements = collectAnnouncements(element);
    await show({ busy: 'bind' });
    await show({ problem: { code: 'proof_failed', remaining: 2 } });
    await until(() => announcements.length > 0);
    type(element, { identifier: 'lin', password: 'x' });
    await press(element, '[part=button]');
    await press(element, '[part=button]');
    await until(() => announcements.length > 2);
    expect(announcements).to.deep.equal([
      'alert: That didn’t match. 2 tries left.',
      'alert: Six digits from WeChat: Please fill this in.',
      'alert: Six digits from WeChat: Please fill this in.',
    ]);
  });

  it('announces no countdown', async () => {
    const { element, show } = await mount({ step: 'link', method: 'email-code' });
    await until(() => textOf(element, '[role=status]') !== '');
    const announcements = collectAnnouncements(element);
    await show({ busy: 'send' });
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() + 2500 } });
    await until(() => textOf(element, '[part=send]') === 'Send again');
    expect(announcements).to.deep.equal([
      'status: If it matches an account, a code is on its way.',
    ]);
    await show({ sent: { method: 'email-code', resendAtMs: Date.now() + 9000 } });
    const visible = inside(element, '[part=send] [aria-hidden=true]');
    expect(visible?.textContent).to.match(/\ds/);
  });
});
