/** The ready themes of the package, as the text of their style sheets. */
import mono from 'wechat-mp-login/themes/mono.css?raw';
import neon from 'wechat-mp-login/themes/neon.css?raw';
import paper from 'wechat-mp-login/themes/paper.css?raw';
import pastel from 'wechat-mp-login/themes/pastel.css?raw';

export const readyThemes = { paper, pastel, neon, mono } as const;
export type ThemeName = keyof typeof readyThemes;
