/**
 * Creates elements without parsing markup, so that the phone works under a strict Content Security
 * Policy and with Trusted Types.
 */

type Child = Node | string | undefined | false;

interface Attributes {
  readonly class?: string;
  readonly [name: string]: string | true | undefined | ((event: Event) => void);
}

/** Creates an element. An attribute whose value is a function becomes an event listener. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

function svg(tag: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Paths of strokes on a grid of 24 × 24. */
const lines = {
  scan: 'M4 8.5V6a2 2 0 0 1 2-2h2.5M15.5 4H18a2 2 0 0 1 2 2v2.5M20 15.5V18a2 2 0 0 1-2 2h-2.5M8.5 20H6a2 2 0 0 1-2-2v-2.5M4 12h16',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20 20',
  back: 'M14.5 5 8 12l6.5 7',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  down: 'm7 10 5 5 5-5',
  send: 'M12 19V5M6 11l6-6 6 6',
  expired: 'M12 7.5V12l3 2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17',
  unknown:
    'M9.4 9.2a2.7 2.7 0 0 1 5.3.7c0 1.8-2.7 2.1-2.7 3.9M12 17h.01M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17',
  failed:
    'M4 4l16 16M2.5 9.2a14 14 0 0 1 4-2.6M10.5 5.6c3.9-.5 8 .7 11 3.6M5.8 12.6a9.3 9.3 0 0 1 3.7-2.2M14.3 10.3a9.3 9.3 0 0 1 3.9 2.3M9.1 16a4.2 4.2 0 0 1 5.8 0M12 19.5h.01',
  unavailable: 'M6 6l12 12M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17',
  mail: 'M5.5 5h13A2.5 2.5 0 0 1 21 7.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 3.5V17h-1A2.5 2.5 0 0 1 3 14.5v-7A2.5 2.5 0 0 1 5.5 5M8 9.5h8M8 12.8h5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
} as const;

export type IconName = keyof typeof lines;

export function icon(name: IconName): SVGElement {
  const picture = svg('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' });
  picture.append(svg('path', { d: lines[name] }));
  return picture;
}

/** The icons of the status bar: signal, Wi-Fi and battery. */
export function statusIcons(): SVGElement {
  const picture = svg('svg', {
    viewBox: '0 0 66 14',
    class: 'status-icons',
    'aria-hidden': 'true',
  });
  const bars = [0, 1, 2, 3].map((index) =>
    svg('rect', {
      x: String(index * 4.6),
      y: String(9 - index * 2.4),
      width: '3',
      height: String(3.5 + index * 2.4),
      rx: '1',
    }),
  );
  const waves = svg('path', {
    d: 'M29.5 12.7l2.3-2.5a3.2 3.2 0 0 0-4.6 0zM25.4 8.3a5.9 5.9 0 0 1 8.2 0l1.3-1.4a7.9 7.9 0 0 0-10.8 0zM22.5 5.2a10.1 10.1 0 0 1 14 0l1.3-1.4a12.1 12.1 0 0 0-16.6 0z',
  });
  const shell = svg('rect', {
    x: '42.5',
    y: '1.5',
    width: '19',
    height: '11',
    rx: '3.5',
    class: 'shell',
  });
  const charge = svg('rect', { x: '44.2', y: '3.2', width: '13', height: '7.6', rx: '2' });
  const knob = svg('rect', { x: '62.8', y: '5', width: '1.8', height: '4', rx: '0.9' });
  picture.append(...bars, waves, shell, charge, knob);
  return picture;
}

/** Hue in degrees. The same text always has the same hue. */
function hueOf(text: string): number {
  return Array.from(text).reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360,
    7,
  );
}

/** Shows the given image or emoji, or else the first letter of the name on a colour. */
export function avatar(
  kind: 'person' | 'account' | 'group',
  name: string,
  given: string | undefined,
): HTMLElement {
  const isEmoji = given !== undefined && /^\p{Extended_Pictographic}/u.test(given);
  const isAddress = kind === 'account' && given !== undefined && !isEmoji;
  if (isAddress) return h('img', { class: `avatar ${kind}`, src: given, alt: '' });
  const letter = isEmoji ? given : (Array.from(name)[0] ?? '');
  const face = h('span', { class: `avatar ${kind}`, 'aria-hidden': 'true' }, letter);
  face.style.setProperty('--hue', String(hueOf(given && !isEmoji ? given : name)));
  if (isEmoji) face.classList.add('emoji');
  return face;
}
