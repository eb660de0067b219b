/** A backend that asks whose account this is, and takes the answers as a story wants it to. */
import type { Backend } from 'wechat-mp-login/client';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { BindingOption, BindResult, CodeSent } from 'wechat-mp-login/protocol';
import { scriptedBackend } from './scripted-backend.js';

/** `never` is no answer, for as long as anybody waits. */
type Answer<T> = T | WechatMpLoginError | 'never';

/** Answers come in this order, the last one again and again; without any, all goes well. */
export interface BindingScript {
  readonly options: readonly BindingOption[];
  /** True unless set. */
  readonly chatCode?: boolean;
  readonly bind?: readonly Answer<BindResult>[];
  readonly codes?: readonly Answer<CodeSent>[];
}

async function give<T>(answer: Answer<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  if (answer instanceof WechatMpLoginError) throw answer;
  if (answer !== 'never') return answer;
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

export function bindingBackend({ options, chatCode = true, bind, codes }: BindingScript): Backend {
  const scanned = scriptedBackend({ watch: [{ state: 'approved' }] });
  let binds = 0;
  let sends = 0;
  return {
    ...scanned,
    create(request, call) {
      // Begun anew, the play begins anew.
      binds = sends = 0;
      return scanned.create(request, call);
    },
    redeem: (_id, _verifier, { signal }) =>
      give({ result: 'binding', chatCode, expiresIn: 600, options }, signal),
    bind(_id, { action }, { signal }) {
      const isNew = action === 'create';
      const usual: BindResult = {
        result: 'authenticated',
        isNew,
        linked: !isNew,
        account: { name: isNew ? '微信用户 4821' : '周岚' },
      };
      return give(bind?.[Math.min(binds++, bind.length - 1)] ?? usual, signal);
    },
    sendVerificationCode: (_id, _request, { signal }) =>
      give(codes?.[Math.min(sends++, codes.length - 1)] ?? { resendIn: 60 }, signal),
  };
}
