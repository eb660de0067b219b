/**
 * Splits an account's text into plain text and links. WeChat shows `<a href>` as a link and
 * everything else as it is (docs/wechat.md#passive-replies). The text never becomes markup of the page.
 */

export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string };

/** The only form that WeChat accepts: one attribute, no element inside. The bounds keep it linear. */
const anchor = /<a href=(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})')>([^<>]{1,200})<\/a>/g;

/**
 * Returns the pieces in order. A link that sends a message stays a link, and with `hasBrowser` a link
 * to a page; others become text.
 */
export function piecesOf(text: string, hasBrowser = false): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(anchor)) {
    const [whole, double, single, label = ''] = match;
    const href = (double ?? single ?? '').replaceAll('&amp;', '&');
    if (match.index > end) pieces.push({ type: 'text', text: text.slice(end, match.index) });
    pieces.push(
      href.startsWith('weixin://bizmsgmenu') || (hasBrowser && isPage(href))
        ? { type: 'link', text: label, href }
        : { type: 'text', text: label },
    );
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ type: 'text', text: text.slice(end) });
  return pieces;
}

/** Returns the text on one line without the markup of its links, for the list of chats. */
export function plainText(text: string): string {
  return piecesOf(text)
    .map((piece) => piece.text)
    .join('')
    .replace(/\s+/g, ' ');
}

function isPage(href: string): boolean {
  return /^https?:\/\//i.test(href) && URL.canParse(href);
}
