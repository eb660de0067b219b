import type { ExchangedSession } from 'wechat-mp-login/server';
import { origin, secret } from './application.js';

export async function exchange(code: string): Promise<ExchangedSession | undefined> {
  const response = await fetch(`${origin}/wechat-login/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (response.status === 404) return undefined; // wrong, used or expired
  if (!response.ok) throw new Error(`POST /token answers ${response.status}`);
  return (await response.json()) as ExchangedSession;
}
