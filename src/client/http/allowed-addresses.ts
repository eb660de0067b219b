/** Which addresses a page takes from a backend: they must not lead people, or their browsers, elsewhere. */
import { ShapeError } from '../../protocol/parse/read.js';
import { tell } from '../advice/tell.js';
import { pageOrigin } from '../page/page-address.js';
import { safeScheme } from './base-url.js';

/** The content of WeChat's QR codes (docs/wechat.md#qr-codes), and the address of its web authorization. */
const wechatAddress =
  /^https?:\/\/weixin\.qq\.com\/[qr]\/[\w-]+$|^https:\/\/open\.weixin\.qq\.com\/connect\/oauth2\/authorize\?/;
/** The hosts of WeChat's pictures. */
const wechatPicture = /^https:\/\/([\w-]+\.)+(qlogo|qpic)\.cn\//;

export interface AllowedAddresses {
  /** @throws ShapeError if a QR code or a link is neither WeChat's nor allowed by the page */
  readonly checkPresent: (address: string) => void;
  /**
   * Copies an answer, with the full address of every picture, and without those that come from elsewhere
   * than the page, the backend, WeChat and what the page allows, or over plain http.
   */
  readonly checkPictures: <T>(answer: T) => T;
}

/**
 * @param base the address of the backend
 * @param allowed beginnings of other addresses, separated by blanks
 */
export function createAllowedAddresses(base: string, allowed = ''): AllowedAddresses {
  const resolve = (address: string): URL | undefined => {
    try {
      return new URL(address, base);
    } catch {
      // Not a URL. The constructor throws nothing else.
      return undefined;
    }
  };
  // As URLs: otherwise `https://a.example` would also allow `https://a.example.evil`.
  const beginnings = allowed.split(/\s+/).flatMap((each) => (each && resolve(each)?.href) || []);
  const isAllowed = (href = ''): boolean => beginnings.some((each) => href.startsWith(each));
  const ours = [pageOrigin(), resolve('')?.origin];

  function checkPicture(address: string): string | undefined {
    const { href = '', origin } = resolve(address) ?? {};
    const isKnown = ours.includes(origin) || wechatPicture.test(href) || isAllowed(href);
    if (isKnown && safeScheme.test(href)) return href;
    tell('refusedPicture', href, allowed);
    return undefined;
  }

  return {
    checkPresent(address) {
      if (!wechatAddress.test(address) && !isAllowed(resolve(address)?.href)) {
        throw new ShapeError('present.url');
      }
    },
    checkPictures: <T>(answer: T): T =>
      // The copy has the same fields, but for pictures, which are optional everywhere.
      JSON.parse(JSON.stringify(answer), (name, value: unknown) =>
        name === 'avatar' || name === 'image' ? checkPicture(value as string) : value,
      ) as T,
  };
}
