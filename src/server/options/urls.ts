/** Checks the addresses under which browsers, and WeChat, reach the backend. */
import { requireOption } from '../base/configuration-error.js';

export function checkPublicUrl(publicUrl: unknown): URL {
  requireOption(
    typeof publicUrl === 'string' && URL.canParse(publicUrl),
    '`publicUrl` must be the full URL at which browsers reach this backend, such as "https://example.com/wechat-login".',
  );
  const url = new URL(publicUrl);
  requireOption(
    isSecure(url),
    '`publicUrl` must begin with https://, because browsers offer no WebCrypto and store no secure cookie over plain http. Only localhost may use http://.',
  );
  requireOption(
    url.search === '' && url.hash === '' && url.username === '' && url.password === '',
    '`publicUrl` must not contain "?", "#" or credentials; remove them.',
  );
  return url;
}

/** @param option whose value the list is */
export function checkOrigins(option: 'origins' | 'frameAncestors', list: unknown = []): string[] {
  requireOption(Array.isArray(list), `\`${option}\` must be an array of origins.`);
  return list.map((each) => checkOrigin(option, each));
}

function checkOrigin(option: string, origin: unknown): string {
  requireOption(
    typeof origin === 'string' &&
      URL.canParse(origin) &&
      new URL(origin).origin === origin &&
      isSecure(new URL(origin)),
    `\`${option}\` must list exact https origins without a path or a slash at the end, such as "https://app.example.com". "*" and "null" are never allowed.`,
  );
  return origin;
}

/** Whether the URL uses https, or http on this computer, where browsers offer the same features. */
function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocalHost(url.hostname));
}

export function isLocalHost(hostname: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

/** Names that only a network of one's own knows (https://www.rfc-editor.org/rfc/rfc6762#appendix-G). */
const privateName = /^[^.]+$|\.(localhost|local|internal|intranet|lan|home|corp|test)$/;

export const isPrivateName = (hostname: string): boolean => privateName.test(hostname);

/**
 * Why WeChat refuses the callback URL below this `publicUrl`, or undefined
 * (docs/wechat.md#accounts-and-permissions).
 */
export function whyWechatRefuses({ hostname, port }: URL): string | undefined {
  if (/^\[|^[\d.]+$/.test(hostname)) {
    return 'WeChat accepts no IP address as server URL. Use a domain name in `publicUrl`.';
  }
  if (isPrivateName(hostname)) {
    return `WeChat cannot reach ${hostname} from the internet. Use a public domain name in \`publicUrl\`.`;
  }
  if (port !== '') {
    return (
      `WeChat calls a server on ports 80 and 443 only, and \`publicUrl\` has port ${port}. Remove it, and ` +
      'let a proxy on port 443 pass requests on.'
    );
  }
  return undefined;
}
