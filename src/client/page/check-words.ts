/** Looks for settings that are none of the words that a tag knows. Loads when the page has what it needs first. */
import { tell } from '../advice/tell.js';

/** What takes one of a few words, in any tag. */
const closedLists = {
  method: ['auto', 'scan', 'message', 'oauth'],
  transport: ['auto', 'stream', 'poll'],
  purpose: ['login', 'link', 'step-up'],
  theme: ['auto', 'light', 'dark'],
  variant: ['card', 'compact', 'bare'],
  look: ['official', 'neutral'],
} as const;

/** The console names each unknown word once. */
export function checkWords(
  tag: Element & { readonly [Name in keyof typeof closedLists]?: string | null | undefined },
): void {
  for (const [name, words] of Object.entries(closedLists)) {
    const value = tag[name as keyof typeof closedLists];
    if (value && !(words as readonly string[]).includes(value)) {
      tell('unknownWord', tag, name, value, words);
    }
  }
}
