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

type Words = {
  readonly [Name in keyof typeof closedLists]?:
    (typeof closedLists)[Name][number] | null | undefined;
};

/**
 * The console names each unknown word once: attributes hold whatever was written. A word that only the
 * tag knows does not compile where the tag calls this.
 */
export function checkWords(tag: Element & Words): void {
  for (const [name, words] of Object.entries(closedLists)) {
    const value = tag[name as keyof typeof closedLists];
    if (value && !(words as readonly string[]).includes(value)) {
      tell('unknownWord', tag, name, value, words);
    }
  }
}
