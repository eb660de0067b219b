/** The steps that cases inside WeChat share. */
import { createChain } from '../../../protocol/chain.js';
import { expect, expectStatus, fieldsOf, need, textField } from '../../expect.js';
import { describe, type Answer } from '../../http/send.js';
import type { Attempt } from '../../page/attempt.js';
import type { Browser, CallOptions } from '../../page/browser.js';
import type { Person } from '../../wechat/person.js';

export const source = 'docs/protocol.md#inside-wechat';
export const callbackSource = 'docs/protocol.md#the-callback';

/** Where the page of the checker is; the callback leads back there. */
export const resumeAt = '/check/page?from=wechat';

export function openInside(browser: Browser, more: object = {}): Promise<Attempt> {
  return browser.open({ method: 'oauth', resumeAt, ...more });
}

/** The address of web authorization, to which the page sends its visitor. */
export function authorizeUrlOf({ created }: Attempt): URL {
  const url = textField(fieldsOf(created.body['present']), 'url');
  need(URL.canParse(url), 'The answer to create needs an address in `present.url`.');
  return new URL(url);
}

export const stateOf = (attempt: Attempt): string =>
  authorizeUrlOf(attempt).searchParams.get('state') ?? '';

/** Lets this person authorize the page, and returns the code with which WeChat comes back. */
export async function codeOf(attempt: Attempt, person: Person, more = ''): Promise<string> {
  const url = authorizeUrlOf(attempt);
  if (more !== '') url.search += more;
  const back = await person.authorize(url.href);
  return back.searchParams.get('code') ?? '';
}

/** Loads the callback in the browser of the attempt. */
export function callback(
  { browser }: { readonly browser: Browser },
  query: Readonly<Record<string, string>>,
  options: CallOptions = {},
): Promise<Answer> {
  const parameters = new URLSearchParams(query).toString();
  return browser.call('GET', `/oauth/callback?${parameters}`, options);
}

/** The whole way: authorizes, comes back, and is led to the page. @throws BrokenOff */
async function authorize(attempt: Attempt, person: Person): Promise<void> {
  const code = await codeOf(attempt, person);
  const answer = await callback(attempt, { code, state: stateOf(attempt) });
  need(answer.status === 303, `The callback needs to lead back, saw ${describe(answer)}.`);
}

/** Takes somebody who has an account to the page, one redeem away from being signed in. */
export async function authorized(
  browser: Browser,
  person: Person,
  more: object = {},
): Promise<Attempt> {
  const attempt = await openInside(browser, more);
  await authorize(attempt, person);
  return attempt;
}

export function expectLedBack(answer: Answer, { id }: Attempt, origin: string, what: string): void {
  expectStatus(answer, 303, what);
  const url = new URL(resumeAt, origin);
  url.hash = `wechat-mp-login=${id}`;
  const location = answer.headers.get('location') ?? '';
  expect(
    location === url.href,
    `${what} leads to another address than the page of the attempt, with its id in the fragment.`,
  );
}

/** A page for the visitor, and no redirect. */
export function expectNotLed(answer: Answer, what: string): void {
  const isRefused = answer.status >= 400 && answer.status < 500;
  expect(isRefused, `${what}: expected a status from 400 to 499, saw ${describe(answer)}.`);
  expect(!answer.headers.has('location'), `${what} leads to another page.`);
}

export async function expectFailed(attempt: Attempt, reason: string, what: string): Promise<void> {
  const { body } = await attempt.watch();
  const [state, given] = [textField(body, 'state'), textField(body, 'reason')];
  expect(
    state === 'failed' && given === reason,
    `After ${what}, the attempt is ${state}${given && `, reason ${given}`}, and not failed, reason ${reason}.`,
  );
  expectStatus(await attempt.redeem({ as: `after ${what}` }), 410, `A redeem after ${what}`);
}

/** A create inside WeChat, whose answer the case looks at. */
export async function createInside(browser: Browser, more: object, as: string): Promise<Answer> {
  return browser.create(await createChain(), { method: 'oauth', ...more }, { as });
}
