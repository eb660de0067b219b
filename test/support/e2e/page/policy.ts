/** Fails the tests if a page violates its Content Security Policy, or has none as strict as ours. */
import assert from 'node:assert/strict';
import { TargetType, type Browser, type HTTPResponse, type Target } from 'puppeteer-core';
import { strictPolicy } from '../../../../tools/browsers/strict-policy.js';
import { atProcessEnd } from '../../process-end.js';

/** What the policy of every page has to say: the rest differs with what a page shows. */
const required = strictPolicy()
  .split('; ')
  .filter((directive) => /^(default-src|base-uri|require-trusted-types-for)/.test(directive));

const faults: string[] = [];
const excuses: ((address: URL) => boolean)[] = [];

/** Excuses pages that break their policy on purpose, or whose policies are not ours. */
export function excusePages(areExcused: (address: URL) => boolean): void {
  excuses.push(areExcused);
}

/** Watches all pages of a browser. Their faults fail the process at its end, each with the page's address. */
export function watchPolicies(browser: Browser): void {
  browser.on('targetcreated', (target: Target) => {
    // A page that is closed at once has no faults.
    if (target.type() === TargetType.PAGE) watch(target).catch(() => undefined);
  });
}

async function watch(target: Target): Promise<void> {
  const page = await target.page();
  page?.on('console', (message) => {
    if (isViolation(message.text())) report(page.url(), message.text());
  });
  page?.on('response', (response) => {
    if (isPage(response)) checkPolicy(response);
  });
}

const isViolation = (text: string): boolean =>
  /Content Security Policy|requires '?Trusted|TrustedHTML|TrustedScript/.test(text);

const isPage = (response: HTTPResponse): boolean =>
  response.request().resourceType() === 'document' &&
  response.url().startsWith('http') &&
  response.ok() &&
  /^text\/html/.test(response.headers()['content-type'] ?? '');

function checkPolicy(response: HTTPResponse): void {
  const policy = response.headers()['content-security-policy'] ?? '';
  const missing = required.filter((directive) => !policy.includes(directive));
  if (/script-src[^;]*'unsafe-/.test(policy)) missing.push("script-src without 'unsafe-…'");
  if (missing.length > 0) report(response.url(), `its policy lacks ${missing.join('; ')}`);
}

function report(address: string, fault: string): void {
  if (excuses.some((areExcused) => areExcused(new URL(address)))) return;
  faults.push(`${address}: ${fault}`);
}

atProcessEnd(() => {
  assert.deepEqual(faults, [], 'pages have a strict policy and keep to it');
  return Promise.resolve();
});
