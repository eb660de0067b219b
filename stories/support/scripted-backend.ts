/** A backend that says what a story wants to show; the login between it and the tag is the real one. */
import type { Backend } from 'wechat-mp-login/client';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { Created, RedeemResult, Snapshot } from 'wechat-mp-login/protocol';
import { avatar } from './avatar.js';
import { sampleUrl } from './sample-states.js';

/** What is left out goes well; `never` is no answer, for as long as anybody waits. */
export interface Script {
  readonly create?: Partial<Created> | WechatMpLoginError | 'never';
  /** What is seen of the attempt at once, in this order; then nothing more. */
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

async function answer<T>(
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
      answer<Created>(
        create,
        {
          ...pending,
          protocol: 1,
          levels: ['core'],
          // 128 bits of nothing: no other backend is asked for it.
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
      await answer('never', undefined, signal);
    },
    redeem: (_id, _verifier, { signal }) =>
      answer<RedeemResult>(
        redeem,
        { result: 'authenticated', isNew: false, account: { name: '林溪' } },
        signal,
      ),
    cancel: () => Promise.resolve(),
  };
}
