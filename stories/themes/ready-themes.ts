/** The ready themes of the package, as the text of their style sheets. */
import mono from '../../src/themes/mono.css?raw';
import neon from '../../src/themes/neon.css?raw';
import paper from '../../src/themes/paper.css?raw';
import pastel from '../../src/themes/pastel.css?raw';

export const readyThemes = { paper, pastel, neon, mono } as const;
export type ThemeName = keyof typeof readyThemes;
