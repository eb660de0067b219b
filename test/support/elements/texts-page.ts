/** Every sample of every tag in words of a page's own, and eyes for all that is said and for what it takes. */
import { fixture, html } from '@open-wc/testing';
import '../../../src/identities.js';
import '../../../src/index.js';
import type { IdentitiesState } from '../../../src/identities.js';
import type { LoginState, Texts } from '../../../src/index.js';
import { allSamples, bindingVariants, showState } from '../../../stories/support/sample-states.js';
import { inside, textOf } from './page.js';
import { until } from '../until.js';

export interface Page {
  readonly texts: Texts;
  readonly width: number;
  readonly dir?: 'ltr' | 'rtl';
  /** What a backend said, in other words. */
  readonly say?: (state: LoginState) => LoginState;
}

const never = new Promise<never>(() => undefined);
const silent = { list: () => never, unlink: () => never };

const identities = [
  { id: 'a', officialAccount: '山岚商店', linkedAt: '2026-05-03T12:00:00Z' },
  { id: 'b', linkedAt: '2025-12-24T12:00:00Z' },
] as const;

const refused = (code: 'last_way_in' | 'rate_limited'): IdentitiesState => ({
  type: 'list',
  identities,
  open: { id: 'a', step: 'refused', problem: { code, retryable: code === 'rate_limited' } },
});

/** Of the settings page's list: each state, each step of a row, each sentence about a problem. */
export const listSamples: Readonly<Record<string, IdentitiesState>> = {
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

/** Elements with their samples drawn, by the name of the sample. */
export async function everySample({ texts, width, dir, say = (state) => state }: Page) {
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
            .backend=${silent}
            .texts=${texts}
          ></wechat-mp-identities>`,
      )}
    </div>`,
  );
  root.style.width = `${width}px`;
  const drawn = new Map<string, HTMLElement & { readonly state: { readonly type: string } }>();
  const samples = new Map(logins);
  for (const element of root.querySelectorAll('wechat-mp-login')) {
    const name = element.dataset['name'] ?? '';
    drawn.set(name, element);
    showState(element, say(samples.get(name)!));
  }
  for (const element of root.querySelectorAll('wechat-mp-identities')) {
    const name = element.dataset['name'] ?? '';
    drawn.set(name, element);
    (element as { state: unknown }).state = listSamples[name];
  }
  const prompts = (element: Element): Element => inside(element, 'wechat-mp-binding') ?? element;
  await until(() => [...drawn.values()].every((each) => textOf(prompts(each), 'h2') !== ''));
  // Those that are drawn by prompts have a moment without them.
  await until(() =>
    [...drawn.values()].every(
      (each) =>
        each.state.type !== 'binding' ||
        textOf(inside(each, 'wechat-mp-binding') ?? each, '.step') !== '',
    ),
  );
  for (const element of drawn.values()) {
    for (const { shadowRoot } of [element, ...within(element)]) {
      for (const animation of shadowRoot?.getAnimations() ?? []) {
        if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
      }
    }
  }
  return drawn;
}

/** All elements in there, through every shadow root. */
export function* within(element: Element): Generator<Element> {
  for (const each of [...(element.shadowRoot?.children ?? []), ...element.children]) {
    if (/^(style|link)$/.test(each.localName)) continue;
    yield each;
    yield* within(each);
  }
}

/** All that may be read or heard: text and the attributes that are words. */
export function wordsIn(element: Element): string[] {
  const words: string[] = [];
  for (const each of within(element)) {
    for (const name of ['aria-label', 'placeholder', 'alt', 'title', 'aria-description']) {
      words.push(each.getAttribute(name) ?? '');
    }
    for (const node of each.childNodes) {
      if (node instanceof Text) words.push(node.data.trim());
    }
  }
  return words.filter(Boolean);
}

const isHidden = (element: Element): boolean =>
  element.closest('.news, .visually-hidden, [hidden]') !== null;
/** Names have no end of their own, and are cut. */
const isName = (element: Element): boolean => element.closest('b') !== null;

/** What is cut, or stands out of its box, as sentences for a developer. */
export function troubleIn(element: HTMLElement): string[] {
  const troubles: string[] = [];
  const card = element.getBoundingClientRect();
  for (const each of within(element)) {
    if (!(each instanceof HTMLElement) || isHidden(each) || isName(each)) continue;
    const about = `${each.localName}.${each.className} "${each.textContent.trim().slice(0, 40)}"`;
    const { overflowX, display } = getComputedStyle(each);
    const clips = overflowX !== 'visible' && display !== 'inline' && !each.matches('.face');
    if (clips && each.scrollWidth > each.clientWidth + 1)
      troubles.push(`${about} is cut at its side`);
    if (clips && each.scrollHeight > each.clientHeight + 1) troubles.push(`${about} is cut below`);
    const box = each.getBoundingClientRect();
    if (box.width > 0 && (box.left < card.left - 0.5 || box.right > card.right + 0.5)) {
      troubles.push(`${about} stands out of the card`);
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
      if (text.width > 0 && isOut) troubles.push(`${about} is larger than its place`);
    }
  }
  return troubles;
}
