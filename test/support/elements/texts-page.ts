/** Every sample of every tag with a page's own texts, and checks of what is readable and what fits. */
import { fixture, html } from '@open-wc/testing';
import '../../../src/identities.js';
import '../../../src/index.js';
import type { IdentitiesState } from '../../../src/identities.js';
import type { LoginState, Texts } from '../../../src/index.js';
import { allSamples, bindingVariants, showState } from '../../../stories/support/samples/states.js';
import { inside, textOf } from './page.js';
import { until } from '../until.js';

export interface SamplesOptions {
  readonly texts: Texts;
  readonly width: number;
  readonly dir?: 'ltr' | 'rtl';
  /** Replaces the texts in a state that come from a backend. */
  readonly translate?: (state: LoginState) => LoginState;
}

const never = new Promise<never>(() => undefined);
const silentBackend = { list: () => never, unlink: () => never };

const identities = [
  { id: 'a', officialAccount: '山岚商店', linkedAt: '2026-05-03T12:00:00Z' },
  { id: 'b', linkedAt: '2025-12-24T12:00:00Z' },
] as const;

const refused = (code: 'last_way_in' | 'rate_limited'): IdentitiesState => ({
  type: 'list',
  identities,
  open: { id: 'a', step: 'refused', problem: { code, retryable: code === 'rate_limited' } },
});

/** Samples of the list of identities: each state, each step of a row, each sentence about a problem. */
const listSamples: Readonly<Record<string, IdentitiesState>> = {
  'list, loading': { type: 'loading' },
  list: { type: 'list', identities },
  'list, empty': { type: 'list', identities: [], unlinked: identities[1] },
  'list, asked': { type: 'list', identities, open: { id: 'a', step: 'ask' } },
  'list, busy': { type: 'list', identities, open: { id: 'a', step: 'busy' } },
  'list, last way in': refused('last_way_in'),
  'list, rate limited': refused('rate_limited'),
  ...Object.fromEntries(
    (
      ['reauthentication_required', 'rate_limited', 'unreachable', 'failed', 'not_found'] as const
    ).map((code) => [
      `list, ${code}`,
      {
        type: 'error',
        problem: {
          code: code === 'failed' ? 'internal_error' : code,
          retryable: code !== 'not_found',
          retryAfterMs: 240_000,
        },
      } satisfies IdentitiesState,
    ]),
  ),
};

/**
 * Mounts every sample, and waits until each is complete and its animations have ended.
 * @returns the elements, by the names of their samples
 */
export async function everySample({
  texts,
  width,
  dir,
  translate = (state) => state,
}: SamplesOptions) {
  const logins = Object.entries<LoginState>({ ...allSamples, ...bindingVariants });
  const lists = Object.keys(listSamples);
  const root = await fixture<HTMLElement>(
    html`<div lang=${texts.lang} dir=${dir ?? 'ltr'}>
      ${logins.map(
        ([name]) =>
          html`<wechat-mp-login manual data-name=${name} .texts=${texts}></wechat-mp-login>`,
      )}
      ${lists.map(
        (name) =>
          html`<wechat-mp-identities
            data-name=${name}
            .backend=${silentBackend}
            .texts=${texts}
          ></wechat-mp-identities>`,
      )}
    </div>`,
  );
  root.style.width = `${width}px`;
  const elements = new Map<string, HTMLElement & { readonly state: { readonly type: string } }>();
  const samples = new Map(logins);
  for (const element of root.querySelectorAll('wechat-mp-login')) {
    const name = element.dataset['name'] ?? '';
    elements.set(name, element);
    showState(element, translate(samples.get(name)!));
  }
  for (const element of root.querySelectorAll('wechat-mp-identities')) {
    const name = element.dataset['name'] ?? '';
    elements.set(name, element);
    (element as { state: unknown }).state = listSamples[name];
  }
  const prompts = (element: Element): Element => inside(element, 'wechat-mp-binding') ?? element;
  await until(() => [...elements.values()].every((each) => textOf(prompts(each), 'h2') !== ''));
  // Prompts load late: until then, the tile stands in their place.
  await until(() =>
    [...elements.values()].every(
      (each) =>
        each.state.type !== 'binding' ||
        textOf(inside(each, 'wechat-mp-binding') ?? each, '.step') !== '',
    ),
  );
  for (const element of elements.values()) {
    for (const { shadowRoot } of [element, ...within(element)]) {
      for (const animation of shadowRoot?.getAnimations() ?? []) {
        if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
      }
    }
  }
  return elements;
}

/** All elements inside an element, through every shadow root. */
export function* within(element: Element): Generator<Element> {
  for (const each of [...(element.shadowRoot?.children ?? []), ...element.children]) {
    if (/^(style|link)$/.test(each.localName)) continue;
    yield each;
    yield* within(each);
  }
}

/** All texts that a visitor can read or hear, in elements and attributes. */
export function textsIn(element: Element): string[] {
  const texts: string[] = [];
  for (const each of within(element)) {
    for (const name of ['aria-label', 'placeholder', 'alt', 'title', 'aria-description']) {
      texts.push(each.getAttribute(name) ?? '');
    }
    for (const node of each.childNodes) {
      if (node instanceof Text) texts.push(node.data.trim());
    }
  }
  return texts.filter(Boolean);
}

const isHidden = (element: Element): boolean =>
  element.closest('.visually-hidden, [hidden]') !== null;
/** Names can be of any length, and are cut. */
const isName = (element: Element): boolean => element.closest('b, [role=tab]') !== null;

/** Texts that are cut, and boxes that overflow, as sentences for a developer. */
export function overflowsIn(element: HTMLElement): string[] {
  const overflows: string[] = [];
  const card = element.getBoundingClientRect();
  for (const each of within(element)) {
    if (!(each instanceof HTMLElement) || isHidden(each) || isName(each)) continue;
    const name = `${each.localName}.${each.className} "${each.textContent.trim().slice(0, 40)}"`;
    const { overflowX, display } = getComputedStyle(each);
    const clips = overflowX !== 'visible' && display !== 'inline' && !each.matches('.face');
    if (clips && each.scrollWidth > each.clientWidth + 1)
      overflows.push(`${name} is cut at its side`);
    if (clips && each.scrollHeight > each.clientHeight + 1)
      overflows.push(`${name} is cut at its bottom`);
    const box = each.getBoundingClientRect();
    if (box.width > 0 && (box.left < card.left - 0.5 || box.right > card.right + 0.5)) {
      overflows.push(`${name} overflows the card`);
    }
    for (const node of each.childNodes) {
      if (!(node instanceof Text) || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      const around = (
        each.closest('button, [part=method], .face') ?? element
      ).getBoundingClientRect();
      const isOut =
        text.left < around.left - 1 ||
        text.right > around.right + 1 ||
        text.top < around.top - 2 ||
        text.bottom > around.bottom + 2;
      if (text.width > 0 && isOut) overflows.push(`${name} overflows its box`);
    }
  }
  return overflows;
}
