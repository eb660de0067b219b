/** Domain names as people read them (https://www.rfc-editor.org/rfc/rfc5891). */

/**
 * Returns the host with its labels in Unicode (`商店.example`, not `xn--czrs0t.example`), for messages.
 * Only labels of Chinese, Japanese and Korean characters, ASCII letters, digits and hyphens are shown
 * so: letters of other scripts may look like Latin ones.
 */
export function readableHost(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? readableLabel(label) : label))
    .join('.');
}

const readable = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}a-z0-9-]+$/u;

function readableLabel(label: string): string {
  const decoded = decodePunycode(label.slice(4));
  if (decoded === undefined || !readable.test(decoded)) return label;
  // What the browser would make of it must be the same label.
  const url = `https://${decoded}.example`;
  return URL.canParse(url) && new URL(url).hostname === `${label}.example` ? decoded : label;
}

/** Section 6.2 of https://www.rfc-editor.org/rfc/rfc3492. Undefined for a text that is not Punycode. */
function decodePunycode(text: string): string | undefined {
  const delimiter = text.lastIndexOf('-');
  const output = Array.from(text.slice(0, Math.max(0, delimiter)));
  const input = text.slice(delimiter + 1);
  let [codePoint, at, bias] = [128, 0, 72];
  for (let read = 0; read < input.length;) {
    const before = at;
    for (let [weight, k] = [1, 36]; ; k += 36) {
      const digit = digits.indexOf(input[read++] ?? '-');
      if (digit < 0) return undefined;
      at += digit * weight;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    const length = output.length + 1;
    bias = adapt(at - before, length, before === 0);
    codePoint += Math.floor(at / length);
    at %= length;
    if (codePoint > 0x10ffff) return undefined;
    output.splice(at++, 0, String.fromCodePoint(codePoint));
  }
  return output.join('');
}

const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}
