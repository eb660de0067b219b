/**
 * Draws an `svg` of plain shapes, as QR codes are, without an image: a page's Content Security Policy
 * may allow none of `data:`.
 */

export interface Shape {
  readonly path: Path2D;
  /** From the shape's units to CSS pixels from the corner of the picture. */
  readonly matrix: DOMMatrix;
  readonly fill: string;
  readonly fillOpacity: number;
  readonly fillRule: CanvasFillRule;
  readonly stroke: string;
  readonly strokeOpacity: number;
  readonly strokeWidth: number;
}

const groups = ['g', 'title', 'desc'];

/** Returns undefined if the svg has anything but shapes in plain colours. */
export function shapesOf(picture: SVGSVGElement): readonly Shape[] | undefined {
  const { x, y } = picture.getBoundingClientRect();
  const shapes: Shape[] = [];
  for (const element of picture.querySelectorAll('*')) {
    if (groups.includes(element.localName)) {
      if (hasEffect(getComputedStyle(element))) return undefined;
      continue;
    }
    const path = pathOf(element);
    const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
    const style = getComputedStyle(element);
    if (!path || !matrix || hasEffect(style)) return undefined;
    if (style.visibility !== 'visible' || isHidden(element, picture)) continue;
    const opacity = opacityWithin(element, picture);
    shapes.push({
      path,
      matrix: new DOMMatrix([1, 0, 0, 1, -x, -y]).multiply(DOMMatrix.fromMatrix(matrix)),
      fill: style.fill,
      fillOpacity: opacity * Number(style.fillOpacity),
      fillRule: style.fillRule === 'evenodd' ? 'evenodd' : 'nonzero',
      stroke: style.stroke,
      strokeOpacity: opacity * Number(style.strokeOpacity),
      strokeWidth: parseFloat(style.strokeWidth),
    });
  }
  return shapes;
}

/** Draws what lies in the box, in CSS pixels. Dashes are drawn as lines. */
export function drawShapes(
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  { x, y, width, height }: Pick<DOMRect, 'x' | 'y' | 'width' | 'height'>,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  const base = context.getTransform();
  for (const { path, matrix, ...style } of shapes) {
    context.setTransform(base.multiply(matrix));
    context.globalAlpha = style.fillOpacity;
    context.fillStyle = style.fill;
    if (style.fill !== 'none') context.fill(path, style.fillRule);
    context.globalAlpha = style.strokeOpacity;
    context.strokeStyle = style.stroke;
    context.lineWidth = style.strokeWidth;
    if (style.stroke !== 'none' && style.strokeWidth > 0) context.stroke(path);
  }
  context.restore();
}

function pathOf(element: Element): Path2D | undefined {
  if (element instanceof SVGPathElement) return new Path2D(element.getAttribute('d') ?? '');
  const path = new Path2D();
  if (element instanceof SVGRectElement) {
    const [x, y, width, height] = [element.x, element.y, element.width, element.height].map(
      ({ baseVal }) => baseVal.value,
    ) as [number, number, number, number];
    const radius = element.rx.baseVal.value;
    if (radius > 0) path.roundRect(x, y, width, height, radius);
    else path.rect(x, y, width, height);
    return path;
  }
  if (element instanceof SVGCircleElement) {
    path.arc(element.cx.baseVal.value, element.cy.baseVal.value, element.r.baseVal.value, 0, 7);
    return path;
  }
  return undefined;
}

/** Gradients, patterns, clips, masks and filters need the browser's own drawing. */
function hasEffect({ fill, stroke, clipPath, mask, filter }: CSSStyleDeclaration): boolean {
  const paints = [fill, stroke].some((paint) => paint.includes('url('));
  return paints || [clipPath, mask, filter].some((effect) => /url\(|\w\(/.test(effect));
}

function chainWithin(element: Element, picture: Element): Element[] {
  const { parentElement: parent } = element;
  return parent && parent !== picture ? [element, ...chainWithin(parent, picture)] : [element];
}

function isHidden(element: Element, picture: Element): boolean {
  return chainWithin(element, picture).some((each) => getComputedStyle(each).display === 'none');
}

/** The layers of the photograph apply the opacity of the picture itself. */
function opacityWithin(element: Element, picture: Element): number {
  return chainWithin(element, picture).reduce(
    (product, each) => product * Number(getComputedStyle(each).opacity),
    1,
  );
}
