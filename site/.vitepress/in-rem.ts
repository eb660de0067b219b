/** A part of the sizes in a style sheet. */
interface Declaration {
  readonly prop: string;
  value: string;
}

/**
 * Makes text grow with the size that readers set in their browser: the theme has pixels.
 * @returns a plugin of PostCSS
 */
export function inRem(): { postcssPlugin: string; Declaration(declaration: Declaration): void } {
  return {
    postcssPlugin: 'in-rem',
    Declaration(declaration) {
      if (!/^(font-size|line-height)$/.test(declaration.prop)) return;
      const rem = declaration.value.replace(
        /\b([\d.]+)px/g,
        (_, pixels: string) => `${Number(pixels) / 16}rem`,
      );
      if (rem !== declaration.value) declaration.value = rem;
    },
  };
}
