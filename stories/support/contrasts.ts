/** Measures the contrast of everything on a page, including what is in shadow roots. */

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Painted {
  /** The element, with its class and text. */
  readonly name: string;
  /** Empty for icons. */
  readonly text: string;
  /** What is behind it, or on both sides of a border. */
  readonly grounds: readonly Rgb[];
  readonly ink: Rgb;
}

/**
 * Returns the colour of each text and of its background. With `ofControls`, it returns those of icons, of
 * the ring that shows the remaining time, and of field borders instead. It computes them from the styles,
 * including backgrounds on backgrounds, translucent colours and `opacity`. It uses nothing outside itself,
 * so that tests can run it in a page.
 */
export function paintedIn({
  selector,
  ofControls,
}: {
  readonly selector: string;
  readonly ofControls: boolean;
}): Painted[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('The page has no canvas.');
  const known = new Map<string, Colour>();
  const parse = (css: string): Colour => {
    const before = known.get(css);
    if (before) return before;
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    const colour: Colour = [red, green, blue, alpha / 255];
    known.set(css, colour);
    return colour;
  };
  const over = (top: Colour, below: Colour, alpha = top[3]): Colour => {
    const mix = (index: 0 | 1 | 2) => top[index] * alpha + below[index] * (1 - alpha);
    return [mix(0), mix(1), mix(2), 1];
  };
  // A root that is the document has no host.
  const parentOf = (element: Element): Element | null =>
    element.assignedSlot ??
    element.parentElement ??
    (element.getRootNode() as Partial<ShadowRoot>).host ??
    null;

  const paint = (
    chain: readonly Element[],
    below: Colour,
    css: string,
  ): readonly [Colour, Colour] => {
    const [element, ...rest] = chain;
    if (!element) throw new Error('This text is in no element.');
    const { backgroundColor, opacity } = getComputedStyle(element);
    const ground = over(parse(backgroundColor), below);
    const [under, ink] =
      rest.length > 0 ? paint(rest, ground, css) : [ground, over(parse(css), ground)];
    return [over(under, below, Number(opacity)), over(ink, below, Number(opacity))];
  };

  const found: Painted[] = [];
  const rgb = ([red, green, blue]: Colour): Rgb => [red, green, blue];
  const grounds = (element: Element, css: string): readonly [Colour, Colour] => {
    const chain: Element[] = [];
    for (let at: Element | null = element; at; at = parentOf(at)) chain.unshift(at);
    return paint(chain, parse('Canvas'), css);
  };
  /**
   * @param css the colour of the element's content, or of its border
   * @param outside the element around it, whose background also touches the border
   */
  const add = (element: Element, css: string, text: string, outside?: Element | null): void => {
    const [ground, ink] = grounds(element, css);
    const others = outside ? [grounds(outside, css)[0]] : [];
    const name = `${element.localName}.${element.getAttribute('class') ?? ''} "${text}"`;
    found.push({ name, text, grounds: [ground, ...others].map(rgb), ink: rgb(ink) });
  };
  const lookAtText = (element: Element): void => {
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const text =
      element instanceof HTMLInputElement
        ? /radio|checkbox/.test(element.type)
          ? ''
          : element.name
        : own.map(({ textContent }) => textContent?.trim()).join('');
    if (text) add(element, getComputedStyle(element).color, text.slice(0, 40));
  };
  const lookAtControl = (element: Element): void => {
    const { borderTopColor, color } = getComputedStyle(element);
    const isIcon = element instanceof SVGElement && element.matches('svg:not(.code, .ring)');
    if (isIcon) add(element, color, '');
    if (element.matches('.ready .left')) add(element, getComputedStyle(element).stroke, '');
    const isField = element instanceof HTMLInputElement && !/radio|checkbox/.test(element.type);
    if (isField) add(element, borderTopColor, element.name, parentOf(element));
  };
  const look = (element: Element): void => {
    if (element.matches('.visually-hidden, style, script')) return;
    const isDrawn = element.getClientRects().length > 0;
    if (isDrawn) (ofControls ? lookAtControl : lookAtText)(element);
    for (const each of (element.shadowRoot ?? element).children) look(each);
    if (element.shadowRoot) for (const each of element.children) look(each);
  };
  document.querySelectorAll(selector).forEach(look);
  return found;
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** With a border, the side counts from which it differs more. */
export function ratioOf({ grounds, ink }: Painted): number {
  return Math.max(...grounds.map((ground) => contrast(ground, ink)));
}
