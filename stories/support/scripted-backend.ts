/** A backend with scripted answers. The login between it and the tag is real. */
import type { Backend } from 'wechat-mp-login/client';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { Created, RedeemResult, Snapshot } from 'wechat-mp-login/protocol';
import { avatar } from './avatar.js';
import { sampleUrl } from './sample-states.js';

/** What is left out succeeds. `never` does not answer until the caller gives up. */
export interface Script {
  readonly create?: Partial<Created> | WechatMpLoginError | 'never';
  /** The snapshots of the attempt, all at once and in this order; then none. */
  readonly watch?: readonly Partial<Snapshot>[] | WechatMpLoginError;
  readonly redeem?: Partial<RedeemResult> | WechatMpLoginError | 'never';
}

export const officialAccount = {
  key: 'default',
  name: '山岚商店',
  kind: 'service',
  avatar,
} as const;

const pending = { state: 'pending', rev: 0, expiresIn: 180, interval: 2 } as const;

async function scriptedAnswer<T>(
  scripted: Partial<T> | WechatMpLoginError | 'never' | undefined,
  usual: T,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  if (scripted instanceof WechatMpLoginError) throw scripted;
  if (scripted !== 'never') return { ...usual, ...scripted };
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

export function scriptedBackend({ create, watch = [], redeem }: Script): Backend {
  return {
    create: (_request, { signal }) =>
      scriptedAnswer<Created>(
        create,
        {
          ...pending,
          protocol: 1,
          levels: ['core'],
          // 128 zero bits. No other backend ever sees this id.
          id: 'A'.repeat(22),
          officialAccount,
          present: { type: 'qr', url: sampleUrl },
        },
        signal,
      ),
    async *watch(_attempt, { rev, signal }) {
      if (watch instanceof WechatMpLoginError) throw watch;
      for (const [index, news] of watch.entries()) {
        if (index + 1 > rev) yield { ...pending, rev: index + 1, ...news };
      }
      await scriptedAnswer('never', undefined, signal);
    },
    redeem: (_id, _verifier, { signal }) =>
      scriptedAnswer<RedeemResult>(
        redeem,
        { result: 'authenticated', isNew: false, account: { name: '林溪' } },
        signal,
      ),
    cancel: () => Promise.resolve(),
  };
}
