/** A page with `<wechat-mp-identities>`, a backend that tests control, and ways to read and press what is shown. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/identities.js';
import type { Identities, LinkedIdentity, WechatMpIdentities } from '../../../src/identities.js';
import type { IdentityList } from '../../../src/protocol/messages.js';
import { inside, textOf } from './page.js';
import { until } from '../until.js';

export const threeIdentities: readonly LinkedIdentity[] = [
  { id: 'a', officialAccount: '山岚商店', linkedAt: '2026-05-03T12:00:00Z' },
  { id: 'b', officialAccount: 'Shanlan Tea House', linkedAt: '2026-09-30T12:00:00Z' },
  { id: 'c', linkedAt: '2025-12-24T12:00:00Z' },
];

export interface FakeIdentitiesBackend {
  /** The object for the element's property `backend`. */
  readonly identities: Identities;
  /** The requests, in order. */
  readonly calls: string[];
  /** The abort signals of the requests for the list, in order. */
  readonly signals: AbortSignal[];
  /** The list that the backend has. */
  linked: readonly LinkedIdentity[];
  /** While it is set, every request fails with this error. */
  refusal: Error | undefined;
  /** Requests are answered once this promise is fulfilled. */
  gate: Promise<unknown>;
}

export function createBackend(linked = threeIdentities): FakeIdentitiesBackend {
  const backend: FakeIdentitiesBackend = {
    calls: [],
    signals: [],
    linked,
    refusal: undefined,
    gate: Promise.resolve(),
    identities: {
      async list({ signal } = {}): Promise<IdentityList> {
        backend.calls.push('list');
        if (signal) backend.signals.push(signal);
        const identities = backend.linked;
        await backend.gate;
        if (backend.refusal) throw backend.refusal;
        return { identities };
      },
      async unlink(id) {
        backend.calls.push(`unlink ${id}`);
        await backend.gate;
        if (backend.refusal) throw backend.refusal;
        backend.linked = backend.linked.filter((each) => each.id !== id);
      },
    },
  };
  return backend;
}

/** A promise that is fulfilled when the test calls `open`. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

export const mount = (backend: FakeIdentitiesBackend, lang = 'en'): Promise<WechatMpIdentities> =>
  fixture<WechatMpIdentities>(
    html`<wechat-mp-identities lang=${lang} .backend=${backend.identities}></wechat-mp-identities>`,
  );

/** Mounts the element and waits for the list, which must not be empty. */
export async function mountListed(
  backend: FakeIdentitiesBackend,
  lang = 'en',
): Promise<WechatMpIdentities> {
  const element = await mount(backend, lang);
  await until(() => backend.linked.length > 0 && rowsOf(element).length === backend.linked.length);
  return element;
}

export const rowsOf = (element: Element): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll('li') ?? []),
];

/** The question in a row, if the row is open. */
export const questionIn = (row: Element | undefined): Element | null =>
  row?.querySelector('.question') ?? null;

export const buttonsOf = (element: Element): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelectorAll('button') ?? []),
];

export function buttonNamed(element: Element, name: string, index = 0): HTMLButtonElement {
  const found = buttonsOf(element).filter(({ innerText }) => innerText.trim() === name)[index];
  if (!found) throw new Error(`There is no button "${name}" number ${index}.`);
  return found;
}

export async function press(element: WechatMpIdentities, name: string, index = 0): Promise<void> {
  const button = buttonNamed(element, name, index);
  button.focus();
  button.click();
  await element.updateComplete;
}

/** Presses "Unlink" in a row, and "Unlink" again when it asks. */
export async function unlink(element: WechatMpIdentities, index: number): Promise<void> {
  await press(element, 'Unlink', index);
  await press(element, 'Unlink', index);
}

/** Whether no request to unlink is under way. */
export const isIdle = (element: WechatMpIdentities): boolean =>
  element.state.type === 'list' && element.state.open?.step !== 'busy';

export const focusedIn = (element: WechatMpIdentities): Element | null =>
  element.shadowRoot?.activeElement ?? null;

/** Compares by `===`, because a failed `equal` prints both elements, which takes forever. */
export function expectFocus(element: WechatMpIdentities, target: Element | null, when = ''): void {
  expect(focusedIn(element) === target, `focus ${when}`).to.equal(true);
}

/** Collects what screen readers announce from now on. */
export function collectAnnouncements(element: WechatMpIdentities): string[] {
  const announcements: string[] = [];
  for (const region of ['[role=status]', '[role=alert]']) {
    new MutationObserver(() => {
      const text = textOf(element, region);
      if (text) announcements.push(text);
    }).observe(inside(element, region) as Node, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }
  return announcements;
}

/** Replaces `console.error` during the tests of a file. Returns a function that gives the texts of the present test. */
export function captureConsoleErrors(): () => readonly string[] {
  let errors: string[] = [];
  /* eslint-disable no-console -- the elements explain errors to developers there */
  const original = console.error.bind(console);
  before(() => {
    console.error = (...texts: unknown[]) => errors.push(texts.join(' '));
  });
  beforeEach(() => {
    errors = [];
  });
  after(() => {
    console.error = original;
  });
  /* eslint-enable no-console */
  return () => errors;
}
