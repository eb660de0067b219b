/** Checks the addresses under which browsers reach the backend. */
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

export function checkOrigin(origin: unknown): string {
  requireOption(
    typeof origin === 'string' &&
      URL.canParse(origin) &&
      new URL(origin).origin === origin &&
      isSecure(new URL(origin)),
    '`origins` must list exact https origins without a path or a slash at the end, such as "https://app.example.com". "*" and "null" are never allowed.',
  );
  return origin;
}

/** Whether the URL uses https, or http on this computer, where browsers offer the same features. */
function isSecure(url: URL): boolean {
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
}
