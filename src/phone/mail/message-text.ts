/**
 * WeChat shows `<a href>` in an account's text as a link and everything else as it is. Read by a
 * pattern and rebuilt as nodes: what a server sends never becomes markup.
 */

export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string };

/** The only form that WeChat takes: one attribute, no element inside. Bounded, so linear. */
const anchor = /<a href=(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})')>([^<>]{1,200})<\/a>/g;

/** The text in order; links are those that send a message when tapped, others stay plain words. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(anchor)) {
    const [whole, double, single, label = ''] = match;
    const href = (double ?? single ?? '').replaceAll('&amp;', '&');
    if (match.index > end) pieces.push({ type: 'text', text: text.slice(end, match.index) });
    pieces.push(
      href.startsWith('weixin://bizmsgmenu')
        ? { type: 'link', text: label, href }
        : { type: 'text', text: label },
    );
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ type: 'text', text: text.slice(end) });
  return pieces;
}

/** The text without its links' markup, on one line: for the list of chats. */
export function plainText(text: string): string {
  return piecesOf(text)
    .map((piece) => piece.text)
    .join('')
    .replace(/\s+/g, ' ');
}
