/** A page as a screen reader presents it: what it reads from top to bottom, and what it announces. */
import assert from 'node:assert/strict';
import type { CDPSession, Page, Protocol } from 'puppeteer-core';

type AxNode = Protocol.Accessibility.AXNode;

/**
 * Records what live regions announce (https://www.w3.org/TR/wai-aria-1.2/#live_region_roles). At each
 * change, a status or an alert is read as a whole, unless it is empty now. A log reads only what was
 * added. Runs before the page's own scripts.
 */
export const announcementRecorder = `(() => {
  const announcements = (globalThis.announcements = []);
  const known = new WeakSet();
  const listen = (root) => {
    for (const region of root.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')) {
      if (known.has(region)) continue;
      known.add(region);
      const role = region.getAttribute('role') ?? region.getAttribute('aria-live');
      const host = root.host?.localName ?? 'page';
      const announce = (text) =>
        text.trim() && announcements.push({ host, role, text: text.trim() });
      new MutationObserver((changes) => {
        if (region.getAttribute('aria-live') === 'off') return;
        if (role !== 'log') announce(region.textContent);
        else for (const { addedNodes } of changes) for (const each of addedNodes) announce(each.textContent);
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    new MutationObserver(() => listen(root)).observe(root, { childList: true, subtree: true });
    return root;
  };
})()`;

/**
 * The announcements since the last call, in order.
 * @param host the element that announces; by default, all except the phone
 */
export async function takeAnnouncements(page: Page, host?: string): Promise<string[]> {
  const all = (await page.evaluate('announcements.splice(0)')) as {
    readonly host: string;
    readonly role: string;
    readonly text: string;
  }[];
  return all
    .filter((each) => (host === undefined ? each.host !== 'wechat-phone' : each.host === host))
    .map(({ role, text }) => `${role}: ${text}`);
}

const timeoutMs = 20_000;

/**
 * Reads the page again until the check passes. Chromium updates the accessibility tree some time after
 * the page, and much later on a busy machine.
 * @param read reads the page once
 * @param check throws an AssertionError for anything unexpected
 * @returns the result that passed
 * @throws AssertionError of the last check, after 20 seconds
 */
export async function untilRead<T>(read: () => Promise<T>, check: (found: T) => void): Promise<T> {
  for (const endMs = Date.now() + timeoutMs; ;) {
    const found = await read();
    try {
      check(found);
      return found;
    } catch (error) {
      if (!(error instanceof assert.AssertionError) || Date.now() > endMs) throw error;
    }
  }
}

/** Roles that are read with everything in them. */
const whole = /^(heading|button|link|textbox|radio|image|combobox)$/;
/** Live regions, which are announced instead. */
const announced = /^(status|alert)$/;
/** Roles whose text names another element. */
const naming = /^(LabelText|Legend)$/;
/** Roles that only group others. */
const silent = /^(generic|none|paragraph|form|ListMarker|InlineTextBox|emphasis|strong)$/;

/** What is read within the group of this name, one line for each element; [] if there is none. */
export async function readOutline(page: Page, group: string): Promise<string[]> {
  return withTree(page, (nodes) => {
    const children = childrenIn(nodes);
    const root = nodes.find(
      ({ ignored, role, name }) => !ignored && role?.value === 'group' && name?.value === group,
    );
    const lines: string[] = [];
    const read = (node: AxNode, isName: boolean): void => {
      const role = String(node.role?.value);
      const isRead = !node.ignored && !silent.test(role) && !naming.test(role);
      if (isRead && announced.test(role)) return;
      if (isRead && !(isName && role === 'StaticText')) lines.push(line(node));
      if (isRead && whole.test(role)) return;
      for (const each of children(node)) read(each, isName || naming.test(role));
    };
    for (const each of root ? children(root) : []) read(each, false);
    return lines;
  });
}

/** Every name, value and description on the page in one string, to check what must not be in it. */
export async function readAllText(page: Page): Promise<string> {
  return withTree(page, (nodes) =>
    nodes
      .flatMap(({ name, value, description }) => [name, value, description])
      .map((each) => String(each?.value ?? ''))
      .join('\n'),
  );
}

async function withTree<T>(page: Page, use: (nodes: readonly AxNode[]) => T): Promise<T> {
  const session: CDPSession = await page.createCDPSession();
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return use(nodes);
  } finally {
    await session.detach();
  }
}

function childrenIn(nodes: readonly AxNode[]): (node: AxNode) => AxNode[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  return ({ childIds = [] }) => childIds.flatMap((id) => byId.get(id) ?? []);
}

/** Writes a line such as `textbox "Code" = 402913 required invalid: Six digits.` */
function line({ role, name, value, description, properties = [] }: AxNode): string {
  const kind = role?.value === 'StaticText' ? 'text' : String(role?.value);
  const has = (wanted: string, as: unknown = true): boolean =>
    properties.some((each) => each.name === wanted && each.value.value === as);
  const states = [
    value?.value && `= ${String(value.value)}`,
    has('checked', 'true') && 'checked',
    has('required') && 'required',
    has('invalid', 'true') && 'invalid',
    has('disabled') && 'disabled',
    has('busy') && 'busy',
  ].filter(Boolean);
  const described = description?.value ? `: ${String(description.value)}` : '';
  return `${kind} "${String(name?.value ?? '')}"${states.map((each) => ` ${String(each)}`).join('')}${described}`;
}

/** Every language in which text of a tag is marked, in its shadow roots too. */
export function languagesIn(page: Page, selector: string): Promise<string[]> {
  return page.$eval(selector, (tag) => {
    const found = new Set<string>();
    const visit = (node: Node, lang: string): void => {
      if (node instanceof Text && node.data.trim()) found.add(lang);
      if (node instanceof HTMLStyleElement) return;
      const own = node instanceof HTMLElement ? node.lang || lang : lang;
      const root = node instanceof Element ? node.shadowRoot : undefined;
      for (const each of (root ?? node).childNodes) visit(each, own);
    };
    visit(tag, tag.closest<HTMLElement>('[lang]')?.lang ?? '');
    return [...found];
  });
}
