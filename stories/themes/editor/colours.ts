/** Colours of the editor's fields: what a CSS colour is in a scheme, and back from the browser's picker. */

const probe = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** Resolves a CSS colour to `#rrggbb` and its opacity, 0 to 1. Undefined if it is none. */
export function resolve(
  css: string,
  scope: Element,
): { readonly hex: string; readonly alpha: number } | undefined {
  if (!probe || !CSS.supports('color', css)) return undefined;
  const sample = document.createElement('i');
  // System colours depend on the scheme of the place.
  scope.append(sample);
  sample.style.color = css;
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = getComputedStyle(sample).color;
  sample.remove();
  probe.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = probe.getImageData(0, 0, 1, 1).data;
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  return { hex: `#${hex}`, alpha: alpha / 255 };
}

/** The picker knows no opacity: a translucent colour stays as translucent as it was. */
export function withAlpha(hex: string, alpha: number): string {
  if (alpha === 1 || alpha === 0) return hex;
  return (
    hex +
    Math.round(alpha * 255)
      .toString(16)
      .padStart(2, '0')
  );
}
