/** The phone beside the page, in the hands of one of its people. */
import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import type { Person } from './account-rows.js';
import { people } from './account-rows.js';
import { click } from './shop-page.js';
import { untilState } from '../page/browser.js';

/** Clicks a button of the phone's; the page may have one of the same name. */
export async function tap(page: Page, name: string): Promise<void> {
  await click(page, `wechat-phone ::-p-aria([name="${name}"][role="button"])`);
}

/** Reads the code on the page with this person's phone; without a name, with that of before. */
export async function scan(page: Page, person?: Person): Promise<void> {
  await untilState(page, 'ready');
  const owner = await page.waitForSelector('wechat-phone ::-p-aria([name="Person"])');
  assert.ok(owner);
  if (person) await owner.select(people[person].id);
  await tap(page, 'Scan');
}

/** The phone has found an account that this person does not follow yet. */
export async function follow(page: Page): Promise<void> {
  await tap(page, 'Follow');
}

const sixDigits = /(?<!\d)\d{6}(?!\d)/;

/** The six digits that the chat's last reply shows, once it does. */
export async function digitsInChat(page: Page): Promise<string> {
  return lastIn(page, '.line:not(.own) .bubble', sixDigits.source);
}

export interface Letter {
  readonly to: string;
  readonly text: string;
}

/** Opens Messages from the phone's first screen, and reads the newest of them once it says this. */
export async function newestMessage(page: Page, says: string): Promise<Letter> {
  await tap(page, 'Messages');
  await lastIn(page, '.letter-text', says);
  return page.$eval('wechat-phone', ({ shadowRoot }) => {
    const newest = [...(shadowRoot?.querySelectorAll('.letter') ?? [])].at(-1);
    const [to = '', text = ''] = ['.letter-to', '.letter-text'].map(
      (part) => newest?.querySelector<HTMLElement>(part)?.innerText ?? '',
    );
    return { to, text };
  });
}

/** The code in the newest message. */
export async function codeInMessages(page: Page, to: string): Promise<string> {
  const letter = await newestMessage(page, sixDigits.source);
  assert.ok(letter.to.endsWith(` ${to}`), letter.to);
  return sixDigits.exec(letter.text)?.[0] ?? '';
}

/** The part of the last such text on the phone that fits, once one does. */
async function lastIn(page: Page, selector: string, pattern: string): Promise<string> {
  const found = await page.waitForFunction(
    (wanted, fits) => {
      const root = document.querySelector('wechat-phone')?.shadowRoot;
      const last = [...(root?.querySelectorAll<HTMLElement>(wanted) ?? [])].at(-1);
      return new RegExp(fits).exec(last?.innerText ?? '')?.[0];
    },
    {},
    selector,
    pattern,
  );
  return String(await found.jsonValue());
}

/** Six digits that are not these. */
export function otherThan(digits: string): string {
  return digits.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
}
