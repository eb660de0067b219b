/**
 * An adapter to a backend that can only make a QR code and say whether somebody has scanned it:
 *
 * - `POST /codes` answers `{ id, url }`, where `url` is the content of the QR code;
 * - `GET /codes/{id}` answers `{ status: 'waiting' | 'signed-in' | 'expired', account?: { name } }`.
 */
import { WechatMpLoginError, type Backend } from 'wechat-mp-login/client';

const states = { waiting: 'pending', 'signed-in': 'approved', expired: 'expired' } as const;
const waiting = { state: 'pending', rev: 0, expiresIn: 120, interval: 2 } as const;
type Answer = { id: string; url: string; status: keyof typeof states; account?: { name: string } };

export function ownBackend(base: string, name: string): Backend {
  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(base + path, init);
    if (response.ok) return (await response.json()) as Answer;
    throw new WechatMpLoginError(response.status === 404 ? 'not_found' : 'upstream_unavailable');
  }
  return {
    async create(_request, { signal }) {
      const { id, url } = await ask('/codes', { method: 'POST', signal });
      const officialAccount = { key: 'default', name, kind: 'service' } as const;
      const present = { type: 'qr', url } as const;
      return { protocol: 1, levels: ['core'], id, officialAccount, present, ...waiting };
    },
    async *watch({ id }, { signal }) {
      const { status } = await ask(`/codes/${id}`, { signal });
      yield status === 'waiting' ? waiting : { ...waiting, state: states[status], rev: 1 };
    },
    async redeem(id, _verifier, { signal }) {
      const { account } = await ask(`/codes/${id}`, { signal });
      if (account) return { result: 'authenticated', isNew: false, account };
      throw new WechatMpLoginError('not_found');
    },
    cancel: () => Promise.resolve(),
  };
}
