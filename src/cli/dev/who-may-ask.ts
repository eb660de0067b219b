/** Whose requests `dev` answers. */
import type { IncomingHttpHeaders } from 'node:http';
import { isLocal } from '../../simulator/phone/endpoint.js';

/**
 * Why a request is refused, or undefined. Whoever reaches the simulator can sign in as anybody in it, and a page
 * of any site can send requests to this machine. A name of that site that leads here would even make them
 * requests to its own origin, whose answers it may read (DNS rebinding).
 *
 * @param isForWeChat whether the simulator would answer
 */
export function refusal(
  { host, origin }: IncomingHttpHeaders,
  isForWeChat: boolean,
): string | undefined {
  // Every browser sends Host.
  if (host !== undefined && !isLocal(`http://${host}`)) {
    return `This request is for "${host}", and dev answers for this machine alone: open it as localhost, or under a name that ends in .localhost.\n`;
  }
  if (isForWeChat && origin !== undefined && !isLocal(origin)) {
    return `Pages of ${origin} may not use the simulated WeChat.\n`;
  }
  return undefined;
}

/**
 * The path of a request without "..", also if it comes in the form for proxies, `GET http://localhost/path`;
 * '' if it cannot be read.
 */
export function pathOf(target = '/'): string {
  // A path may begin with two slashes, and is then not the name of a host.
  const address = target.startsWith('/') ? `http://dev${target}` : target;
  return URL.canParse(address) ? new URL(address).pathname : '';
}

export const plainText = { 'Content-Type': 'text/plain; charset=utf-8' } as const;
