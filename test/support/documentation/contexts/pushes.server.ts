/** Names that the samples of docs/pushes.md use without declaring them. */
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';

export { wechat } from './backend.server.js';

export const accounts = createMemoryAccounts();
export const sessions = createCookieSessions({ secure: true });

/** What the application did before it had the login. */
export async function answerAsBefore(request: Request): Promise<Response> {
  return new Response(await answerXml(request.url, await request.text()));
}

export function answerXml(url: string, body: string): Promise<string> {
  return Promise.resolve(url === '' || body === '' ? '' : 'success');
}
