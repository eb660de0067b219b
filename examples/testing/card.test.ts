/** The page in front of a mock: no server, no WeChat. For Web Test Runner, Vitest's browser mode or Karma. */
import { expect } from '@open-wc/testing';
import 'wechat-mp-login';
import type { WechatMpLogin } from 'wechat-mp-login';
import { mockBackend } from 'wechat-mp-login/mock';

/** In your test, render the component of your page that has the tag in it. */
function show(script: string): WechatMpLogin {
  const login = document.createElement('wechat-mp-login');
  login.lang = 'en';
  login.backend = mockBackend(script, { account: { name: 'Lin' }, refusal: 'Members only.' });
  document.body.append(login);
  return login;
}

const eventOf = <Name extends keyof HTMLElementEventMap>(login: WechatMpLogin, name: Name) =>
  new Promise<HTMLElementEventMap[Name]>((resolve) => {
    login.addEventListener(name, resolve, { once: true });
  });

afterEach(() => document.querySelector('wechat-mp-login')?.remove());

it('tells the page who has signed in', async () => {
  const login = show('ready:10ms,success-new');
  const { account, isNew } = await eventOf(login, 'wechat-mp-login-success');
  expect([account.name, isNew]).to.deep.equal(['Lin', true]);
});

it('leaves the prompts for new visitors to the page', async () => {
  const login = show('ready:10ms,binding,success-new');
  login.addEventListener('wechat-mp-login-binding', (event) => {
    event.preventDefault(); // The page asks by itself.
    event.form.create();
  });
  const { isNew } = await eventOf(login, 'wechat-mp-login-success');
  expect(isNew).to.equal(true);
});

for (const [code, canRetry] of [
  ['misconfigured', false],
  ['quota_exhausted', true],
  ['rate_limited', true],
  ['sign_in_refused', false],
  ['cookies_blocked', false],
] as const) {
  it(`tells the page of ${code}`, async () => {
    const event = await eventOf(show(code), 'wechat-mp-login-error');
    expect([event.code, event.retryable]).to.deep.equal([code, canRetry]);
  });
}
