/** Reads a reply in the chat as a person does: its text, links and digits. */

/** A link, in the order of the reply. */
export interface ChatLink {
  readonly href: string;
  readonly label: string;
  /** What a tap sends: the text of `msgmenucontent`. '' for a web address. */
  readonly text: string;
}

export function linksIn(reply: string): readonly ChatLink[] {
  return Array.from(reply.matchAll(/<a\s[^>]*?href="([^"]*)"[^>]*>([^]*?)<\/a>/gi), (found) => {
    const [, written = '', label = ''] = found;
    const href = written.replaceAll('&amp;', '&');
    const query = href.includes('?') ? href.slice(href.indexOf('?')) : '';
    return { href, label, text: new URLSearchParams(query).get('msgmenucontent') ?? '' };
  });
}

/** A link of the protocol, by the token in its text. */
export function isOurs({ text }: ChatLink): boolean {
  return /wml-[\w-]{22}/.test(text);
}

/** Without links, whose labels and addresses are not what a person reads as numbers. */
const plain = (reply: string): string => reply.replace(/<a\s[^]*?<\/a>/gi, ' ');

/** The six digits for linking; '' if there are none. */
export function digitsIn(reply: string): string {
  return /(?<!\d)\d{6}(?!\d)/.exec(plain(reply))?.[0] ?? '';
}

/** The two-digit numbers to type, in the order of the reply. */
export function numbersIn(reply: string): readonly string[] {
  return Array.from(plain(reply).matchAll(/(?<![\d:.])\d{2}(?![\d:.])/g), ([found]) => found);
}
