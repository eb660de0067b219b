/** A page by its keyboard alone: what has the focus, and whether one sees that. */
import assert from 'node:assert/strict';
import type { KeyInput, Page } from 'puppeteer-core';

/** More than there are things to reach on any of these pages. */
const maxTabs = 40;

export interface Focused {
  /** What it is called. */
  readonly name: string;
  /** `input`, `button` …; `body` where the focus is lost. */
  readonly tag: string;
  /** The hosts that it is in the shadow of, outermost first. */
  readonly hosts: readonly string[];
  /** Whether a ring is drawn around it, or around what stands for it. */
  readonly isMarked: boolean;
  /** Whether the whole of it is in the window. */
  readonly isInView: boolean;
  /** Where it is on the page. */
  readonly box: { readonly top: number; bottom: number; left: number; right: number };
}

/** What has the focus, in shadow roots too. */
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
    // What is only to be seen is no part of what it is called.
    const unsaid = [...label.querySelectorAll<HTMLElement>('[aria-hidden=true]')];
    const said = unsaid.reduce((text, each) => text.replace(each.innerText, ''), label.innerText);
    const name = element.getAttribute('aria-label') ?? said;
    // A radio button that is not drawn has a word beside it that is.
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

/** Presses Tab until something of this name has the focus, and sees it marked all the way. */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'back' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < maxTabs; tabs++) {
    const at = await tab(page, key);
    if (at.tag !== 'body') assert.ok(at.isMarked, `one sees that "${at.name}" has the focus`);
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

/** Every stop of the Tab key within a tag, from the one before it to the one after. */
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

/** That each is below the one before, or beside it in the direction of reading. */
function assertInOrder(stops: readonly Focused[]): void {
  stops.slice(1).forEach(({ name, box }, index) => {
    const before = stops[index];
    assert.ok(
      before && (box.top >= before.box.bottom || box.left >= before.box.right),
      `"${name}" is after "${before?.name}"`,
    );
  });
}

/** That these are the stops within the tag, in the order of reading, each marked and in view. */
export async function assertStops(
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

/** Fills in what has the focus, over what is there. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
}

/** Presses a key that leads to another page, and waits for that. */
export async function leave(page: Page, key: KeyInput): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}
