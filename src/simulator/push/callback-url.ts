/** The address that pushes go to, and what WeChat's settings page accepts of it. */
import type { SimulatedAccount } from '../account.js';
import type { Settings } from '../settings.js';

/**
 * Returns the callback URL; undefined if the account has none.
 * @throws TypeError if it is not absolute or, in the strict mode, if WeChat would refuse URL or Token
 * (docs/wechat.md#accounts-and-permissions)
 */
export function callbackUrlOf(
  { callbackUrl, token }: SimulatedAccount,
  { strictCallback }: Settings,
): URL | undefined {
  if (callbackUrl === undefined) return undefined;
  if (!URL.canParse(callbackUrl)) {
    throw new TypeError(`account.callbackUrl must be an absolute URL; "${callbackUrl}" is not.`);
  }
  const url = new URL(callbackUrl);
  const problem = strictCallback ? problemOf(url, token) : undefined;
  if (problem === undefined) return url;
  throw new TypeError(`${problem} For local work, set settings.strictCallback to false.`);
}

function problemOf({ protocol, hostname, port }: URL, token: string): string | undefined {
  if (protocol !== 'http:' && protocol !== 'https:') {
    return 'account.callbackUrl: WeChat pushes to http and https addresses only.';
  }
  // The URL parser writes every form of an IPv4 address with dots, and IPv6 in brackets.
  if (hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname)) {
    return `account.callbackUrl: WeChat refuses the IP address ${hostname}; use a domain name.`;
  }
  // The port is empty if it is the default of the protocol: 80 or 443.
  if (port !== '' && port !== '80' && port !== '443') {
    return `account.callbackUrl: WeChat refuses the port ${port}; use 80 or 443.`;
  }
  if (!/^[A-Za-z0-9]{3,32}$/.test(token)) {
    return 'account.token: WeChat wants 3 to 32 letters and digits.';
  }
  return undefined;
}

/** Appends to whatever query the URL already has. */
export function withQuery(callbackUrl: URL, query: URLSearchParams): URL {
  const url = new URL(callbackUrl);
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}
