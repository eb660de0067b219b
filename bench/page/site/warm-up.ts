/** Signs visitors in before the measurement, so that a server that has run for a while is measured. */
import { createChain, parseCreated } from 'wechat-mp-login/protocol';
import type { BenchmarkSite } from './site.js';

export async function warmUp(site: BenchmarkSite, logins: number): Promise<void> {
  const attempts = `${site.origin}/wechat-login/attempts`;
  const post = async (url: string, body: object, cookie = ''): Promise<Response> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: site.origin, Cookie: cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
    return response;
  };
  for (let login = 0; login < logins; login++) {
    const { verifier, challenge } = await createChain();
    const answer = await post(attempts, { challenge, purpose: 'login', method: 'scan' });
    const cookies = answer.headers.getSetCookie().map((line) => line.replace(/;.*/, ''));
    const { id, present } = parseCreated(await answer.json());
    await site.scan('ours', present.url ?? '');
    const redeemed = await post(`${attempts}/${id}/redeem`, { verifier }, cookies.join('; '));
    await redeemed.arrayBuffer();
  }
}
