/** A platform that costs almost nothing, so that the benchmark measures the backend's own work. */
import { createCrypt, eventXml, signPush } from 'wechat-mp-login/wechat';
import { startBackend, type BenchmarkBackend } from './backend.js';

export interface Scanner {
  readonly backend: BenchmarkBackend;
  /** Sends the push of a follower who scans this QR code. */
  readonly scan: (url: string, openid: string, callbackUrl?: string) => Promise<void>;
}

/** Answers both the call for a token and the call for a user. */
const tokenAndUser = {
  access_token: 'token',
  expires_in: 7200,
  subscribe: 1,
  unionid: 'o6_someone',
};

export async function startScanner(): Promise<Scanner> {
  const sceneByUrl = new Map<string, string>();
  const backend = await startBackend((_, init) => {
    const { action_info: info } = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as {
      action_info?: { scene: { scene_str: string } };
    };
    if (!info) return Promise.resolve(Response.json(tokenAndUser));
    const url = `http://weixin.qq.com/q/02${String(sceneByUrl.size).padStart(20, '0')}`;
    sceneByUrl.set(url, info.scene.scene_str);
    return Promise.resolve(Response.json({ ticket: 'gQ', expire_seconds: 240, url }));
  });
  const { account } = backend.simulator;
  const crypt = await createCrypt(account);
  let pushes = 0;
  return {
    backend,
    async scan(url, openid, callbackUrl = account.callbackUrl ?? '') {
      const nowS = Math.floor(Date.now() / 1000);
      const scene = sceneByUrl.get(url) ?? '';
      const address = { to: account.originalId, from: openid, createdAtS: nowS };
      const xml = eventXml({ ...address, event: 'SCAN', eventKey: scene, ticket: 'gQ' });
      const nonce = String(100_000_000 + pushes++);
      const keys = { token: account.token, crypt, mode: 'safe', timestampS: nowS, nonce } as const;
      const { query, body } = await signPush(xml, keys);
      const response = await fetch(`${callbackUrl}?${query.toString()}`, { method: 'POST', body });
      if (!response.ok) throw new Error(`The push was answered ${response.status}.`);
      await response.text();
    },
  };
}
