/** A page as a screen reader has it: what it reads from top to bottom, and what it says by itself. */
import type { CDPSession, Page, Protocol } from 'puppeteer-core';

type AxNode = Protocol.Accessibility.AXNode;

/**
 * Notes what live regions come to say. Each of those here is read as a whole at every change but one
 * that empties it; a log only what is added. Runs before the page's own scripts.
 */
export const ears = `(() => {
  const said = (globalThis.said = []);
  const known = new WeakSet();
  const listen = (root) => {
    for (const region of root.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')) {
      if (known.has(region)) continue;
      known.add(region);
      const role = region.getAttribute('role') ?? region.getAttribute('aria-live');
      const host = root.host?.localName ?? 'page';
      const say = (text) => text.trim() && said.push({ host, role, text: text.trim() });
      new MutationObserver((changes) => {
        if (region.getAttribute('aria-live') === 'off') return;
        if (role !== 'log') say(region.textContent);
        else for (const { addedNodes } of changes) for (const each of addedNodes) say(each.textContent);
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

/** What was said since it was asked last, of these hosts or of all but the phone; in its order. */
export async function heard(page: Page, host?: string): Promise<string[]> {
  const all = (await page.evaluate('said.splice(0)')) as {
    readonly host: string;
    readonly role: string;
    readonly text: string;
  }[];
  return all
    .filter((each) => (host === undefined ? each.host !== 'wechat-phone' : each.host === host))
    .map(({ role, text }) => `${role}: ${text}`);
}

/** Roles that are read with all that is in them. */
const whole = /^(heading|button|link|textbox|radio|image|combobox)$/;
/** News, which are said. */
const spoken = /^(status|alert)$/;
/** Whose text is the name of something else. */
const naming = /^(LabelText|Legend)$/;
/** Roles that are a place alone. */
const silent = /^(generic|none|paragraph|form|ListMarker|InlineTextBox|emphasis|strong)$/;

/** What is read within the group of this name, one line each; [] where there is none. */
export async function outline(page: Page, group: string): Promise<string[]> {
  return withTree(page, (nodes) => {
    const children = childrenIn(nodes);
    const root = nodes.find(
      ({ ignored, role, name }) => !ignored && role?.value === 'group' && name?.value === group,
    );
    const lines: string[] = [];
    const read = (node: AxNode, isName: boolean): void => {
      const role = String(node.role?.value);
      const isRead = !node.ignored && !silent.test(role) && !naming.test(role);
      if (isRead && spoken.test(role)) return;
      if (isRead && !(isName && role === 'StaticText')) lines.push(line(node));
      if (isRead && whole.test(role)) return;
      for (const each of children(node)) read(each, isName || naming.test(role));
    };
    for (const each of root ? children(root) : []) read(each, false);
    return lines;
  });
}

/** Everything that there is to hear, in one string: for what must not be in it. */
export async function everything(page: Page): Promise<string> {
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

/** As `textbox "Code" = 402913, required, invalid: Six digits.` */
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
  const said = description?.value ? `: ${String(description.value)}` : '';
  return `${kind} "${String(name?.value ?? '')}"${states.map((each) => ` ${String(each)}`).join('')}${said}`;
}

/** Every language in which a word of a tag's is marked, in its shadow roots too. */
export function languagesIn(page: Page, selector: string): Promise<string[]> {
  return page.$eval(selector, (tag) => {
    const found = new Set<string>();
    const look = (node: Node, lang: string): void => {
      if (node instanceof Text && node.data.trim()) found.add(lang);
      if (node instanceof HTMLStyleElement) return;
      const own = node instanceof HTMLElement ? node.lang || lang : lang;
      const root = node instanceof Element ? node.shadowRoot : undefined;
      for (const each of (root ?? node).childNodes) look(each, own);
    };
    look(tag, tag.closest<HTMLElement>('[lang]')?.lang ?? '');
    return [...found];
  });
}
