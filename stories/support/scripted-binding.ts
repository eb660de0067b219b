/** A backend that asks new WeChat users what to do, with scripted answers. */
import type { Backend } from 'wechat-mp-login/client';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { BindingOption, BindResult, CodeSent } from 'wechat-mp-login/protocol';
import { scriptedBackend } from './scripted-backend.js';

/** `never` does not answer until the caller gives up. */
type Answer<T> = T | WechatMpLoginError | 'never';

/** Answers come in this order, and the last one is repeated. Without answers, everything succeeds. */
export interface BindingScript {
  readonly options: readonly BindingOption[];
  /** True unless set. */
  readonly chatCode?: boolean;
  readonly bind?: readonly Answer<BindResult>[];
  readonly codes?: readonly Answer<CodeSent>[];
}

async function scriptedAnswer<T>(answer: Answer<T>, signal: AbortSignal): Promise<T> {
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
      // A new attempt starts the script again.
      binds = sends = 0;
      return scanned.create(request, call);
    },
    redeem: (_id, _verifier, { signal }) =>
      scriptedAnswer({ result: 'binding', chatCode, expiresIn: 600, options }, signal),
    bind(_id, { action }, { signal }) {
      const isNew = action === 'create';
      const usual: BindResult = {
        result: 'authenticated',
        isNew,
        linked: !isNew,
        account: { name: isNew ? '微信用户 4821' : '周岚' },
      };
      return scriptedAnswer(bind?.[Math.min(binds++, bind.length - 1)] ?? usual, signal);
    },
    sendVerificationCode: (_id, _request, { signal }) =>
      scriptedAnswer(codes?.[Math.min(sends++, codes.length - 1)] ?? { resendIn: 60 }, signal),
  };
}
