/** The phone beside the page, used by one of its people. */
import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { untilState } from '../page/browser.js';
import { people, type Person } from './account-rows.js';
import { clickSelector } from './shop-page.js';

/** The accessible names of the phone's controls in English, and in Chinese. */
const chineseNames = {
  Person: '使用者',
  Scan: '扫一扫',
  Follow: '关注',
  Back: '返回',
  Messages: '信息',
} as const;
export type Control = keyof typeof chineseNames;

/** Finds a control by its name in the language of the phone. The page may have another of that name. */
async function selectorOf(page: Page, control: Control): Promise<string> {
  const phone = await page.waitForSelector('wechat-phone');
  const lang = await phone?.evaluate((tag) => tag.closest<HTMLElement>('[lang]')?.lang);
  const name = lang === 'en' ? control : chineseNames[control];
  return `wechat-phone ::-p-aria([name="${name}"])`;
}

/** Taps a button of the phone. */
export async function tap(page: Page, button: Control): Promise<void> {
  await clickSelector(page, await selectorOf(page, button));
}

/** Chooses whose phone it is, by the person's place in the list. */
export async function choosePerson(page: Page, index: number): Promise<void> {
  const owner = await page.waitForSelector(await selectorOf(page, 'Person'));
  assert.ok(owner);
  await owner.evaluate((select, wanted) => {
    const list = select as HTMLSelectElement;
    list.selectedIndex = wanted;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  }, index);
}

/** Scans the QR code on the page with this person's phone; by default, the person chosen before. */
export async function scan(page: Page, person?: Person): Promise<void> {
  await untilState(page, 'ready');
  const owner = await page.waitForSelector(await selectorOf(page, 'Person'));
  assert.ok(owner);
  if (person) await owner.select(people[person].id);
  await tap(page, 'Scan');
}

/** Follows the account that the phone shows after a scan. */
export async function follow(page: Page): Promise<void> {
  await tap(page, 'Follow');
}

/**
 * Confirms in the chat, which asks in the language of the page. It may have older questions, and the page
 * may know of the scan before the question is there.
 */
export async function confirm(page: Page): Promise<void> {
  await untilState(page, 'confirm');
  // A question has two answers, and "Not me" is the second one. Other messages have at most one.
  const newest = '.line:nth-last-child(1 of .line:not(.own)) .answer:has(+ .answer)';
  await clickSelector(page, `wechat-phone >>> ${newest}`);
}

/** Scans the QR code, and confirms. */
export async function scanAndConfirm(page: Page, person?: Person): Promise<void> {
  await scan(page, person);
  await confirm(page);
}

/** Taps an answer below the newest reply that offers any. The replies are in English. */
export async function answer(page: Page, label: 'Confirm' | 'Not me'): Promise<void> {
  const newest = '.line:nth-last-child(1 of .line:not(.own):has(.answer))';
  await clickSelector(page, `wechat-phone >>> ${newest} .answer::-p-text(${label})`);
}

/** Waits for a reply in the chat that matches, and returns the newest one. */
export async function readReply(page: Page, pattern: RegExp): Promise<string> {
  const handle = await page.waitForFunction(
    (source) => {
      const root = document.querySelector('wechat-phone')?.shadowRoot;
      const texts = [...(root?.querySelectorAll<HTMLElement>('.line:not(.own) .bubble') ?? [])];
      return texts
        .map(({ innerText }) => innerText)
        .findLast((text) => new RegExp(source).test(text));
    },
    {},
    pattern.source,
  );
  return (await handle.jsonValue()) ?? '';
}

const sixDigits = /(?<!\d)\d{6}(?!\d)/;

/** Waits until the last reply in the chat shows six digits. */
export async function readChatDigits(page: Page): Promise<string> {
  return lastMatch(page, '.line:not(.own) .bubble', sixDigits.source);
}

export interface PhoneMessage {
  readonly to: string;
  readonly text: string;
}

/** Opens Messages from the phone's first screen, and reads the newest one once it matches. */
export async function readNewestMessage(page: Page, pattern: string): Promise<PhoneMessage> {
  await tap(page, 'Messages');
  await lastMatch(page, '.mail-item-text', pattern);
  return page.$eval('wechat-phone', ({ shadowRoot }) => {
    const newest = [...(shadowRoot?.querySelectorAll('.mail-item') ?? [])].at(-1);
    const [to = '', text = ''] = ['.mail-item-to', '.mail-item-text'].map(
      (part) => newest?.querySelector<HTMLElement>(part)?.innerText ?? '',
    );
    return { to, text };
  });
}

/** Reads the verification code from the newest message. */
export async function readVerificationCode(page: Page, to: string): Promise<string> {
  const message = await readNewestMessage(page, sixDigits.source);
  assert.ok(message.to.endsWith(` ${to}`), message.to);
  return sixDigits.exec(message.text)?.[0] ?? '';
}

/** Waits until the last element of this kind on the phone matches, and returns what matched. */
async function lastMatch(page: Page, selector: string, pattern: string): Promise<string> {
  const found = await page.waitForFunction(
    (wanted, source) => {
      const root = document.querySelector('wechat-phone')?.shadowRoot;
      const last = [...(root?.querySelectorAll<HTMLElement>(wanted) ?? [])].at(-1);
      return new RegExp(source).exec(last?.innerText ?? '')?.[0];
    },
    {},
    selector,
    pattern,
  );
  return String(await found.jsonValue());
}

/** Six digits that differ from these. */
export function otherDigits(digits: string): string {
  return digits.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
}
