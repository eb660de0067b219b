/** A backend with scripted answers. The login between it and the tag is real. */
import type { Backend } from 'wechat-mp-login/client';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { Created, RedeemResult, Snapshot } from 'wechat-mp-login/protocol';
import { avatar } from '../avatar.js';
import { sampleUrl } from '../samples/states.js';
import { scriptedAnswer, type Answer } from './answer.js';

/** A call without a script succeeds. */
export interface Script {
  readonly create?: Answer<Partial<Created>>;
  /** The snapshots of the attempt, all at once and in this order; then none. */
  readonly watch?: readonly Partial<Snapshot>[] | WechatMpLoginError;
  readonly redeem?: Answer<Partial<RedeemResult>>;
}

export const officialAccount = {
  key: 'default',
  name: '山岚商店',
  kind: 'service',
  avatar,
} as const;

const pending = { state: 'pending', rev: 0, expiresIn: 180, interval: 2 } as const;

/** Adds the usual fields to those that the script sets. */
function complete<T extends object>(scripted: Answer<Partial<T>> | undefined, usual: T): Answer<T> {
  if (scripted === 'never' || scripted instanceof WechatMpLoginError) return scripted;
  return { ...usual, ...scripted };
}

export function scriptedBackend({ create, watch = [], redeem }: Script): Backend {
  return {
    create: (_request, { signal }) =>
      scriptedAnswer(
        complete<Created>(create, {
          ...pending,
          protocol: 1,
          levels: ['core'],
          // 128 zero bits. No other backend ever sees this id.
          id: 'A'.repeat(22),
          officialAccount,
          present: { type: 'qr', url: sampleUrl },
        }),
        signal,
      ),
    async *watch(_attempt, { rev, signal }) {
      if (watch instanceof WechatMpLoginError) throw watch;
      for (const [index, snapshot] of watch.entries()) {
        if (index + 1 > rev) yield { ...pending, rev: index + 1, ...snapshot };
      }
      await scriptedAnswer('never', signal);
    },
    redeem: (_id, _verifier, { signal }) =>
      scriptedAnswer(
        complete<RedeemResult>(redeem, {
          result: 'authenticated',
          isNew: false,
          account: { name: '林溪' },
        }),
        signal,
      ),
    cancel: () => Promise.resolve(),
  };
}
