/** What a browser does: keeps cookies, and runs the client of a page. */
import { createHttpBackend, Login } from 'wechat-mp-login/client';
import type { LoginState, Transport } from 'wechat-mp-login/client';
import type { BenchmarkBackend } from './backend.js';

/** Returns a `fetch` that keeps cookies and sends the origin, as that of a page does. */
export function createBrowserFetch(origin: string): typeof fetch {
  const cookies = new Map<string, string>();
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Origin', origin);
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

/** Starts the package's client. `until` resolves when the login is in the given state. */
export function startLogin({ url }: BenchmarkBackend, transport: Transport = 'auto') {
  const waiting = new Map<LoginState['type'], (state: LoginState) => void>();
  const backend = createHttpBackend(url, {
    transport,
    fetch: createBrowserFetch(new URL(url).origin),
  });
  const login = new Login({ backend, onState: (state) => waiting.get(state.type)?.(state) });
  const until = (type: LoginState['type']): Promise<LoginState> =>
    login.state.type === type
      ? Promise.resolve(login.state)
      : new Promise((resolve) => waiting.set(type, resolve));
  login.start();
  return { login, until };
}
