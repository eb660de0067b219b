/** A login in a form of the page, and terms that a visitor has to accept first. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import type { FakeBackend } from '../../support/elements/fake-backend.js';
import { reaches } from '../../support/elements/login-page.js';
import { textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

interface InForm {
  readonly form: HTMLFormElement;
  readonly login: WechatMpLogin;
  /** What the form has sent, each time. */
  readonly sent: [string, FormDataEntryValue][][];
}

async function mountInForm(fake: FakeBackend, more: Partial<WechatMpLogin> = {}): Promise<InForm> {
  const sent: InForm['sent'] = [];
  const form = await fixture<HTMLFormElement>(
    html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        sent.push([...new FormData(event.target as HTMLFormElement)]);
      }}
    >
      <fieldset>
        <wechat-mp-login
          lang="en"
          name=${more.name ?? 'wechat_code'}
          .required=${more.required}
          .disabled=${more.disabled}
          .backend=${fake.backend}
        ></wechat-mp-login>
      </fieldset>
    </form>`,
  );
  return { form, sent, login: form.querySelector('wechat-mp-login') as WechatMpLogin };
}

const signIn = async (fake: FakeBackend, login: WechatMpLogin): Promise<void> => {
  await reaches(login, 'ready');
  fake.push({ state: 'approved' });
  await reaches(login, 'success');
};

describe('a <wechat-mp-login> in a form', () => {
  it('has the one-time code as its value, and sends the form once', async () => {
    const fake = createFakeBackend({ redeem: { code: 'once' } });
    const { form, login, sent } = await mountInForm(fake);
    expect(login.form).to.equal(form);
    expect(form.elements.namedItem('wechat_code')).to.equal(login);
    expect([...new FormData(form)]).to.deep.equal([]);
    await signIn(fake, login);
    expect(sent).to.deep.equal([[['wechat_code', 'once']]]);
    expect(login.value).to.equal('once');
    login.requestUpdate();
    await login.updateComplete;
    expect(sent).to.have.length(1);
  });

  it('is not sent where the page prevents it, or where the tag has no name', async () => {
    for (const isPrevented of [true, false]) {
      const fake = createFakeBackend({ redeem: { code: 'once' } });
      const { login, sent } = await mountInForm(fake, isPrevented ? {} : { name: '' });
      login.addEventListener('wechat-mp-login-success', (event) => {
        if (isPrevented) event.preventDefault();
      });
      await signIn(fake, login);
      expect(sent).to.deep.equal([]);
    }
  });

  it('leaves the field out where the backend gives no code, and tells the developer', async () => {
    const said: string[] = [];
    /* eslint-disable no-console -- the tag writes to the developer */
    const { error } = console;
    console.error = (...words: unknown[]) => said.push(words.join(' '));
    try {
      const fake = createFakeBackend();
      const { login, sent } = await mountInForm(fake);
      await signIn(fake, login);
      expect(sent).to.deep.equal([[]]);
      await until(() => said.some((line) => line.includes('no_session_code')));
    } finally {
      console.error = error;
      /* eslint-enable no-console */
    }
  });

  it('is invalid while it is required and nobody has signed in', async () => {
    const fake = createFakeBackend({ redeem: { code: 'once' } });
    const { form, login, sent } = await mountInForm(fake, { required: true });
    await reaches(login, 'ready');
    expect(login.validity?.valueMissing).to.equal(true);
    expect(login.validationMessage).to.equal('Sign in with WeChat');
    expect([login.willValidate, login.checkValidity(), form.checkValidity()]).to.deep.equal([
      true,
      false,
      false,
    ]);
    form.requestSubmit();
    expect(sent).to.deep.equal([]);
    await signIn(fake, login);
    expect(form.checkValidity()).to.equal(true);
    expect(sent).to.deep.equal([[['wechat_code', 'once']]]);
  });

  it('starts over when the form is reset after a sign-in, without the code', async () => {
    const fake = createFakeBackend({ redeem: { code: 'once' } });
    const { form, login } = await mountInForm(fake);
    await signIn(fake, login);
    form.reset();
    await reaches(login, 'ready');
    expect(login.value).to.equal('');
    expect([...new FormData(form)]).to.deep.equal([]);
    // A QR code that nobody has scanned stays.
    const calls = [...fake.calls];
    form.reset();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fake.calls).to.deep.equal(calls);
  });

  it('shows no QR code while it or its fieldset is disabled', async () => {
    const fake = createFakeBackend();
    const { form, login } = await mountInForm(fake, { disabled: true });
    await until(() => textOf(login, 'h2') === 'Not available now');
    expect(fake.calls).to.deep.equal([]);
    login.start();
    login.disabled = false;
    await reaches(login, 'ready');
    expect(fake.calls).to.deep.equal(['create']);
    const fieldset = form.querySelector('fieldset') as HTMLFieldSetElement;
    fieldset.disabled = true;
    await reaches(login, 'idle');
    await until(() => fake.calls.includes('cancel'));
    expect(login.willValidate).to.equal(false);
    fieldset.disabled = false;
    await reaches(login, 'ready');
  });
});

describe('terms in a <wechat-mp-login>', () => {
  async function mountWithTerms(
    fake: FakeBackend,
    boxes = html`<input type="checkbox" required />`,
  ) {
    const login = await fixture<WechatMpLogin>(
      html`<wechat-mp-login lang="en" .backend=${fake.backend}>
        <label slot="terms">${boxes} I accept the terms.</label>
      </wechat-mp-login>`,
    );
    return { login, boxes: [...login.querySelectorAll('input')] };
  }

  it('keep the QR code away until they are accepted, and take it away again', async () => {
    const fake = createFakeBackend();
    const { login, boxes } = await mountWithTerms(fake);
    const [box] = boxes;
    await until(() => textOf(login, 'h2') === 'Accept the terms first');
    expect(login.shadowRoot?.querySelector('[role=status]')?.textContent).to.contain('terms');
    login.start();
    expect(fake.calls).to.deep.equal([]);
    expect(login.state.type).to.equal('idle');
    const heightPx = login.offsetHeight;
    box?.focus();
    box?.click();
    await reaches(login, 'ready');
    expect(fake.calls).to.deep.equal(['create']);
    expect(document.activeElement).to.equal(box);
    expect(login.shadowRoot?.querySelector('[role=status]')?.textContent).to.contain('Scan');
    box?.click();
    await until(() => textOf(login, 'h2') === 'Accept the terms first');
    expect(fake.calls).to.deep.equal(['create', 'cancel']);
    expect(login.offsetHeight).to.be.at.least(heightPx);
    box?.click();
    await reaches(login, 'ready');
  });

  it('need every required box, or every box if none is required', async () => {
    for (const [boxes, needed] of [
      [html`<input type="checkbox" required /><input type="checkbox" required />`, [0, 1]],
      [html`<input type="checkbox" /><input type="checkbox" required />`, [1]],
      [html`<input type="checkbox" /><input type="checkbox" />`, [0, 1]],
      [html``, []],
    ] as const) {
      const fake = createFakeBackend();
      const { login, boxes: inputs } = await mountWithTerms(fake, boxes);
      for (const at of needed) {
        expect(fake.calls).to.deep.equal([]);
        inputs[at]?.click();
      }
      await reaches(login, 'ready');
    }
  });

  it('that appear later take the QR code away', async () => {
    const fake = createFakeBackend();
    const login = await fixture<WechatMpLogin>(
      html`<wechat-mp-login lang="en" .backend=${fake.backend}></wechat-mp-login>`,
    );
    await reaches(login, 'ready');
    const box = Object.assign(document.createElement('input'), { type: 'checkbox', slot: 'terms' });
    login.append(box);
    await until(() => textOf(login, 'h2') === 'Accept the terms first');
    expect(fake.calls).to.deep.equal(['create', 'cancel']);
    box.click();
    await reaches(login, 'ready');
  });

  it('stay as they are for somebody who has signed in', async () => {
    const fake = createFakeBackend();
    const { login, boxes } = await mountWithTerms(fake);
    boxes[0]?.click();
    await signIn(fake, login);
    boxes[0]?.click();
    await login.updateComplete;
    expect(login.state.type).to.equal('success');
  });
});
