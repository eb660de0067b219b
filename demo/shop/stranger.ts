/**
 * A second browser, which is a stranger's: it has its own cookies, address and name. Its cookies are kept
 * in the reader's browser under marked names. So neither browser sends or gets the other's cookies, and
 * the server keeps nothing.
 */
import { createHash } from 'node:crypto';
import type { Caller, WechatMpLogin } from 'wechat-mp-login/server';
import { callerOf, type ShopContext } from './request.js';

/** The stranger's browser as it names itself. The chat says `Firefox · Linux`. */
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** Nobody has an address in this range: https://www.rfc-editor.org/rfc/rfc3849 */
const network = '2001:db8';

/** Where requests of the stranger's page to the backend arrive. */
export const strangersBackend = '/stranger/wechat-login';

/** Whether a request comes from a stranger's browser. */
export function isStranger(address: string): boolean {
  return address.startsWith(`${network}:`);
}

/** The stranger's browser in this request. */
export function strangerOf(c: ShopContext): Caller {
  const caller = callerOf(c);
  return {
    ...caller,
    // One network for each reader: the limits count by network.
    address: `${network}:${createHash('sha256').update(caller.address).digest('hex').slice(0, 4)}::1`,
    userAgent,
    cookie: caller.cookie.split(/; */).flatMap(unmark).join('; '),
    setCookie: (line) => caller.setCookie(mark(line)),
  };
}

/** Passes a request of the stranger's page on to the backend, as the stranger's browser would send it. */
export async function fetchAsStranger(
  login: Pick<WechatMpLogin, 'fetch'>,
  c: ShopContext,
): Promise<Response> {
  const { address, cookie } = strangerOf(c);
  const { method, url, body, signal, headers: sent } = c.req.raw;
  const headers = new Headers(sent);
  headers.set('Cookie', cookie);
  headers.set('User-Agent', userAgent);
  const passed = new Request(url.replace(strangersBackend, '/wechat-login'), {
    ...{ method, headers, signal },
    ...(body ? { body, duplex: 'half' } : {}),
  });
  const answer = await login.fetch(passed, { address });
  const lines = answer.headers.getSetCookie();
  answer.headers.delete('Set-Cookie');
  for (const line of lines) answer.headers.append('Set-Cookie', mark(line));
  return answer;
}

/** Browsers accept `__Host-` only at the beginning of a name. */
function mark(line: string): string {
  return line.replace(/^(__Host-)?/, '$1stranger-');
}

function unmark(pair: string): string[] {
  const [, host = '', rest] = /^(__Host-)?stranger-(.*)$/.exec(pair) ?? [];
  return rest === undefined ? [] : [host + rest];
}
