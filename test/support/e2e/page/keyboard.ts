/** A page used by keyboard alone: what has the focus, and whether the focus is visible. */
import assert from 'node:assert/strict';
import type { KeyInput, Page } from 'puppeteer-core';

/** More tab stops than any of these pages has. */
const maxTabs = 40;

export interface Focused {
  /** Its accessible name. */
  readonly name: string;
  /** `input`, `button` …; `body` if the focus is lost. */
  readonly tag: string;
  /** The hosts of the shadow roots that it is in, outermost first. */
  readonly hosts: readonly string[];
  /** Whether a focus ring is drawn around it, or around the element that represents it. */
  readonly isMarked: boolean;
  /** Whether all of it is in the window. */
  readonly isInView: boolean;
  /** Its place on the page. */
  readonly box: { readonly top: number; bottom: number; left: number; right: number };
}

/** The element that has the focus, in shadow roots too. */
export function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const hosts: string[] = [];
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) {
      hosts.push(element.localName);
      element = element.shadowRoot.activeElement;
    }
    if (!(element instanceof HTMLElement)) throw new Error('a page has a body');
    const input = element instanceof HTMLInputElement ? element : undefined;
    const label = input?.labels?.[0] ?? element;
    // Text that is hidden from screen readers is not part of the name.
    const hidden = [...label.querySelectorAll<HTMLElement>('[aria-hidden=true]')];
    const text = hidden.reduce((left, each) => left.replace(each.innerText, ''), label.innerText);
    const name = element.getAttribute('aria-label') ?? text;
    // An invisible radio button is represented by the element beside it.
    const isHidden = Number(getComputedStyle(element).opacity) === 0;
    const drawn = (isHidden && element.nextElementSibling) || element;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(drawn);
    const { top, bottom, left, right } = drawn.getBoundingClientRect();
    return {
      name: name.trim().replace(/\s+/g, ' '),
      tag: element.localName,
      hosts,
      isMarked:
        element.matches(':focus-visible') &&
        (outlineStyle === 'auto' ||
          (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) ||
          boxShadow !== 'none'),
      isInView: top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth,
      box: { top: top + scrollY, bottom: bottom + scrollY, left, right },
    };
  });
}

/** Presses Tab until the element of this name has the focus. Every stop on the way must be visible. */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'back' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < maxTabs; tabs++) {
    const at = await tab(page, key);
    if (at.tag !== 'body') assert.ok(at.isMarked, `the focus on "${at.name}" is visible`);
    if (at.name === name) return;
    passed.push(at.name);
  }
  assert.fail(`"${name}" is not reached by ${key}, only ${passed.join(', ')}`);
}

export async function tab(page: Page, key: 'Tab' | 'back' = 'Tab'): Promise<Focused> {
  if (key === 'back') await page.keyboard.down('Shift');
  await page.keyboard.press('Tab');
  if (key === 'back') await page.keyboard.up('Shift');
  return focused(page);
}

/** Every tab stop within a tag, in order. */
async function stopsIn(page: Page, host: string): Promise<Focused[]> {
  const stops: Focused[] = [];
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  for (let tabs = 0; tabs < maxTabs; tabs++) {
    const at = await tab(page);
    if (at.hosts[0] === host) stops.push(at);
    else if (stops.length > 0) return stops;
  }
  assert.fail(`there is no way out of ${host} by Tab`);
}

/** Checks that each stop is below the one before, or beside it in reading direction. */
function assertInOrder(stops: readonly Focused[]): void {
  stops.slice(1).forEach(({ name, box }, index) => {
    const before = stops[index];
    assert.ok(
      before && (box.top >= before.box.bottom || box.left >= before.box.right),
      `"${name}" is after "${before?.name}"`,
    );
  });
}

/** Checks that these are the tab stops within the tag, in reading order, each visible and in view. */
export async function assertTabStops(
  page: Page,
  host: string,
  ...names: readonly string[]
): Promise<void> {
  const stops = await stopsIn(page, host);
  assert.deepEqual(
    stops.map(({ name }) => name),
    names,
  );
  const unseen = stops.filter(({ isMarked, isInView }) => !isMarked || !isInView);
  assert.deepEqual(unseen, []);
  assertInOrder(stops);
}

/** Types a text into the element that has the focus and replaces what it holds. */
export async function typeOver(page: Page, text: string): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
}

/** Presses a key that leads to another page, and waits for that page. @returns its status */
export async function pressToNavigate(page: Page, key: KeyInput): Promise<number> {
  const [response] = await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  return response?.status() ?? 0;
}
