/** The toolbar's settings for the page around a story. Addresses can hold them: `globals=language:en;theme:dark`. */
import type { Preview } from '@storybook/web-components-vite';
import { languageNames as namesOfLanguages } from '../stories/texts/language-names.js';

/** The pseudo-locale shows texts that cannot be translated yet. */
const languageNames = { ...namesOfLanguages, pseudo: 'Pseudo' } as const;

export interface Globals {
  readonly language: keyof typeof languageNames;
  readonly theme: 'light' | 'dark' | 'auto';
  readonly direction: 'ltr' | 'rtl';
  readonly width: '280' | '320' | '400' | 'full';
}

type Items<Value extends string> = readonly { readonly value: Value; readonly title: string }[];

const tool = <Name extends keyof Globals>(
  title: string,
  icon: 'globe' | 'contrast' | 'transfer' | 'ruler',
  items: Items<Globals[Name]>,
) => ({
  description: `${title} of the page`,
  toolbar: { title, icon, items: [...items], dynamicTitle: true },
});

export const globalTypes = {
  language: tool<'language'>(
    'Language',
    'globe',
    // The keys are exactly the languages.
    (Object.keys(languageNames) as Globals['language'][]).map((value) => ({
      value,
      title: languageNames[value],
    })),
  ),
  theme: tool<'theme'>('Theme', 'contrast', [
    { value: 'light', title: 'Light' },
    { value: 'dark', title: 'Dark' },
    { value: 'auto', title: 'System' },
  ]),
  direction: tool<'direction'>('Direction', 'transfer', [
    { value: 'ltr', title: 'Left to right' },
    { value: 'rtl', title: 'Right to left' },
  ]),
  width: tool<'width'>('Width', 'ruler', [
    { value: 'full', title: 'Full width' },
    { value: '400', title: '400 px' },
    { value: '320', title: '320 px' },
    { value: '280', title: '280 px' },
  ]),
} satisfies Record<keyof Globals, NonNullable<Preview['globalTypes']>[string]>;

export const initialGlobals: Globals = {
  language: 'zh-Hans',
  theme: 'light',
  direction: 'ltr',
  width: 'full',
};
