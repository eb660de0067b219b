/** The colours of the phone, for light and dark. */

const colours: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  ground: ['#f1f3f2', '#0f1211'],
  surface: ['#ffffff', '#191d1b'],
  raised: ['#ffffff', '#262c29'],
  ink: ['#121815', '#eef3f0'],
  soft: ['#5f6a65', '#9aa69f'],
  line: ['#e3e7e5', '#272d2a'],
  press: ['#e9edeb', '#232926'],
  accent: ['#077a40', '#34c97c'],
  'on-accent': ['#ffffff', '#04150c'],
  'accent-ink': ['#067a3b', '#4fd58b'],
  own: ['#bdf0cd', '#1f6b43'],
  'own-ink': ['#0c2416', '#f0fff6'],
  danger: ['#b3261e', '#ff8a80'],
  frame: ['#1b201e', '#050606'],
  edge: ['#4d5552', '#5a635f'],
  rim: ['#8f9994', '#2e3432'],
  shadow: ['rgb(12 24 18 / 0.32)', 'rgb(0 0 0 / 0.7)'],
};

function table(pick: (light: string, dark: string) => string): string {
  return Object.entries(colours)
    .map(([name, [light, dark]]) => `--${name}: ${pick(light, dark)};`)
    .join(' ');
}

/**
 * `light-dark()` follows the color-scheme of the page. Browsers without it follow the system. They are
 * inside the shadow root, where the page's own variables of the same names do not reach.
 */
export const tokens = `
.device { ${table((light) => light)} }
@media (prefers-color-scheme: dark) { .device { ${table((_, dark) => dark)} } }
@supports (color: light-dark(red, red)) {
  .device { ${table((light, dark) => `light-dark(${light}, ${dark})`)} }
}
`;
