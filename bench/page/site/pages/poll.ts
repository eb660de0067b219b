/** What pages did before event streams: the same backend, asked once a second. */
import { createChain, parseCreated, parseSnapshot } from 'wechat-mp-login/protocol';

const pollMs = 1000;
const attempts = '/wechat-login/attempts';

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return response.json();
}

const { verifier, key, challenge } = await createChain();
const created = parseCreated(await post(attempts, { challenge, purpose: 'login', method: 'scan' }));
const picture = document.createElement('p');
picture.textContent = created.present.url ?? '';
document.querySelector('#login')?.append(picture);

const timer = setInterval(() => {
  void poll();
}, pollMs);

async function poll(): Promise<void> {
  const response = await fetch(`${attempts}/${created.id}`, {
    headers: { Authorization: `Bearer ${key}`, Accept: 'application/json' },
  });
  if (parseSnapshot(await response.json())?.state !== 'approved') return;
  clearInterval(timer);
  await post(`${attempts}/${created.id}/redeem`, { verifier });
  performance.mark('success');
}
