/**
 * The page for the pictures: the cards of a set side by side, in the width and language of the address,
 * with fonts from packages, so that they are the same on every machine.
 */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
import './page.css';
import '../../../src/button.js';
import { bindingTermsFor, doorTermsFor } from '../../../src/elements/texts/late-terms.js';
import { loginTermsFor } from '../../../src/elements/texts/terms.js';
import { WechatMpLogin } from '../../../src/index.js';
import type { Lang } from '../../../stories/support/samples/binding.js';
import { pretendToBe } from '../elements/user-agent.js';
import { placeOf, sets } from './sets.js';
import type { Cards, SetName } from './sets.js';

/** The place of a card on the page with its shadow, in CSS pixels. */
export interface Spot {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The text of its QR code, if it shows one that can be scanned. */
  readonly address?: string;
}

declare global {
  /** Tests call this once the page has loaded. */
  var arrange: () => Promise<Spot[]>;
}

/** The margin around a card: room for its shadow, and for anything that extends beyond it. */
const marginPx = 16;

const query = new URLSearchParams(location.search);
const lang = query.get('lang') as Lang;
const set = query.get('set') as SetName;
pretendToBe(placeOf(set));
const cards: Cards = sets[set](lang);

/** Positions letters at fractions of a pixel on every machine. Buttons and inputs do not inherit this. */
const precise = new CSSStyleSheet();
precise.replaceSync('* { text-rendering: geometricPrecision }');

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** All elements with a shadow root below a root. */
function* hostsBelow(root: ParentNode): Generator<Element & { readonly shadowRoot: ShadowRoot }> {
  for (const element of root.querySelectorAll('*')) {
    if (!element.shadowRoot) continue;
    yield element as Element & { readonly shadowRoot: ShadowRoot };
    yield* hostsBelow(element.shadowRoot);
  }
}

function addressOf(element: Element): string | undefined {
  if (!(element instanceof WechatMpLogin)) return undefined;
  const { state } = element;
  if (state.type !== 'ready') return undefined;
  return state.shown.method === 'oauth' ? undefined : state.shown.url;
}

/** Names the part that a card still lacks; '' if it is complete. */
function missingPart(element: Element): string {
  const inner = [...hostsBelow(element.parentElement ?? element)];
  const find = (selector: string) =>
    inner.map(({ shadowRoot }) => shadowRoot.querySelector(selector)).find(Boolean);
  const asks = element instanceof WechatMpLogin && element.state.type === 'binding';
  if (asks && !find('wechat-mp-binding')) return 'prompts';
  const confirms = element instanceof WechatMpLogin && element.state.type === 'confirm';
  if (confirms && !find('.chat em, .copy')?.textContent) return 'the chat';
  if (!find('h2, button')?.textContent.trim()) return 'texts';
  if (addressOf(element) && !find('svg.code, .picture img')) return 'QR code';
  const images = inner.flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll('img')]);
  return images.every(({ complete }) => complete) ? '' : 'a picture';
}

/** The port of this page, which cards in the wrong place show, differs from run to run. */
function hidePort(): void {
  for (const { shadowRoot } of hostsBelow(document.body)) {
    const address = shadowRoot.querySelector('.address');
    if (address) address.textContent = 'https://example.com/account?from=team';
  }
}

/** Whether something moves that will come to an end, such as the height of a card. */
function isMoving({ effect }: Animation): boolean {
  return effect?.getComputedTiming().endTime !== Infinity;
}

/** Loads what cards load when they need it: once it is here, no card waits for it any more. */
async function loadLateFiles(): Promise<void> {
  await Promise.all([
    ...(['prompts', 'step-up', 'link'] as const).map((scope) =>
      loginTermsFor(lang, undefined, scope),
    ),
    bindingTermsFor(lang),
    doorTermsFor(lang),
    import('../../../src/elements/login/after-qr-code/card-after-qr-code.js'),
    import('../../../src/elements/login/later.js'),
    import('../../../src/elements/login/doors/doors.js'),
    import('../../../src/elements/login/doors/draw-picture.js'),
    import('../../../src/elements/login/form/form-part.js'),
    import('../../../src/elements/login/confirm/chat.js'),
    import('../../../src/elements/qr/brand.js'),
  ]);
}

/** Resolves once nothing on the page will change by itself. */
async function settle(): Promise<void> {
  const elements = [...document.querySelectorAll('figure > *')];
  let before = '';
  await loadLateFiles();
  for (;;) {
    await frame();
    for (const { shadowRoot } of hostsBelow(document.body)) {
      if (!shadowRoot.adoptedStyleSheets.includes(precise)) {
        shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, precise];
      }
    }
    hidePort();
    const missing = elements.map(missingPart).find(Boolean);
    const markup = [...hostsBelow(document.body)]
      .map(({ shadowRoot }) => `${shadowRoot.adoptedStyleSheets.length} ${shadowRoot.innerHTML}`)
      .join('');
    // The animations of a document are not those of its shadow roots.
    const roots = [document, ...[...hostsBelow(document.body)].map(({ shadowRoot }) => shadowRoot)];
    const moves = roots.some((root) => root.getAnimations().some(isMoving));
    const isStill = markup === before && !moves;
    before = markup;
    // Late texts load their fonts even later.
    if (!missing && isStill && document.fonts.status === 'loaded') return;
  }
}

globalThis.arrange = async () => {
  (document.activeElement as HTMLElement | null)?.blur();
  await settle();
  return [...document.querySelectorAll('figure')].map((figure) => {
    const element = figure.firstElementChild as HTMLElement;
    const { x, y, width, height } = element.getBoundingClientRect();
    const address = addressOf(element);
    return {
      name: figure.title,
      x: Math.round(x) - marginPx,
      y: Math.round(y) - marginPx,
      width: Math.round(width) + 2 * marginPx,
      height: Math.round(height) + 2 * marginPx,
      ...(address !== undefined && { address }),
    };
  });
};

document.documentElement.lang = lang;
document.documentElement.style.setProperty('--width', `${query.get('width') ?? ''}px`);
const only = query.getAll('only');
for (const [name, draw] of Object.entries(cards)) {
  const card = draw();
  const wanted = only[0] === 'qrCodes' ? addressOf(card) : only.length === 0 || only.includes(name);
  if (!wanted) continue;
  const figure = document.createElement('figure');
  figure.title = name;
  document.body.append(figure);
  figure.append(card);
}
