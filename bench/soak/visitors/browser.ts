/** The browser of one visitor: what it adds to the requests of the page, and what the oracle has to know. */
import { pageHeaders } from '../../load/client/target.js';

export interface Browser {
  /** For the page. */
  readonly fetch: typeof fetch;
  /** The ids of the attempts that the page has created. */
  readonly attempts: readonly string[];
  /** The answers that refused the visitor because of a limit. */
  readonly limits: readonly string[];
  readonly cookies: () => string;
  /** Repeats the last redeem, as a page does that has lost the answer. Resolves with the session's cookie. */
  redeemAgain(): Promise<string | undefined>;
}

export const sessionCookie = /(?:^|[;,] ?)(session=[^;]+)/;

export function createBrowser(visitor: number, origin: string, send: typeof fetch): Browser {
  const cookies = new Map<string, string>();
  const attempts: string[] = [];
  const limits: string[] = [];
  let redeem: { readonly url: string; readonly init: RequestInit } | undefined;

  function keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/;\s*max-age=0\b/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
  }
  const cookieHeader = (): string =>
    [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  async function note(url: string, response: Response): Promise<void> {
    if (response.status === 429) limits.push(await response.clone().text());
    if (response.status === 201 && url.endsWith('/attempts')) {
      const { id } = (await response.clone().json()) as { id: string };
      if (!attempts.includes(id)) attempts.push(id);
    }
  }

  return {
    ...{ attempts, limits, cookies: cookieHeader },
    async fetch(input, init = {}) {
      const url = input instanceof Request ? input.url : input.toString();
      const headers = new Headers(init.headers);
      const own = { ...pageHeaders(visitor, origin), Cookie: cookieHeader() };
      for (const [name, value] of Object.entries(own)) {
        if (name === 'Cookie' || !headers.has(name)) headers.set(name, value);
      }
      const { method = 'GET', body = null, signal = null } = init;
      const sent = { method, body, signal, headers };
      if (url.endsWith('/redeem')) redeem = { url, init: { method, body, headers } };
      const response = await send(url, sent);
      keep(response);
      await note(url, response);
      return response;
    },
    async redeemAgain() {
      if (!redeem) return undefined;
      const response = await send(redeem.url, {
        ...redeem.init,
        signal: AbortSignal.timeout(20_000),
      });
      await response.text();
      if (response.status !== 200) return undefined;
      const lines = response.headers.getSetCookie().join('; ');
      return sessionCookie.exec(lines)?.[1];
    },
  };
}
