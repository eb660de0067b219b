/** Checks that everything on a page can be seen in a narrow window. */
import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { focused } from '../page/keyboard.js';

/**
 * Elements that are partly outside the window or cut off their content, in shadow roots too. Texts for
 * screen readers only are one pixel large and do not count.
 * @param roots selector of the elements to search
 */
export function clipped(page: Page, roots: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const found: string[] = [];
    const look = (element: Element): void => {
      const style = getComputedStyle(element);
      const { left, right, width, height } = element.getBoundingClientRect();
      const isDrawn = width > 1 && height > 1 && style.visibility !== 'hidden';
      const name = `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 40)}`;
      if (isDrawn && (left < -0.5 || right > innerWidth + 0.5)) found.push(`outside: ${name}`);
      const hides = isDrawn && style.overflow !== 'visible' && element.localName !== 'input';
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      if (hides && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1)) {
        found.push(`cut: ${name}`);
      }
      // A picture cuts off by itself what it draws beyond its edges.
      if (element.matches('.visually-hidden, svg')) return;
      for (const each of (element.shadowRoot ?? element).children) look(each);
    };
    document.querySelectorAll(selector).forEach(look);
    return found;
  }, roots);
}

/** Focuses every control. @returns the names of those that are then not fully in the window */
export async function outOfViewWhenFocused(page: Page, roots: string): Promise<string[]> {
  const elements = `(${reachable})(${JSON.stringify(roots)})`;
  const count = (await page.evaluate(`${elements}.length`)) as number;
  assert.ok(count > 0);
  const found: string[] = [];
  for (let index = 0; index < count; index++) {
    await page.evaluate(`${elements}[${index}].focus()`);
    const { name, isInView } = await focused(page);
    if (!isInView) found.push(name);
  }
  return found;
}

/** Runs in the page and returns all controls, in shadow roots too. */
const reachable = `(roots) => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap((each) => [
    ...(each.matches('a, button, input, summary') ? [each] : []),
    ...(each.shadowRoot ? all(each.shadowRoot) : []),
  ]);
  return [...document.querySelectorAll(roots)].flatMap(all)
    .filter((each) => each.getClientRects().length > 0);
}`;
