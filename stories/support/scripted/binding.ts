/** A backend that asks new WeChat users what to do, with scripted answers. */
import type { Backend } from 'wechat-mp-login/client';
import type { BindingOption, BindResult, CodeSent, RedeemResult } from 'wechat-mp-login/protocol';
import { scriptedAnswer, type Answer } from './answer.js';
import { scriptedBackend } from './backend.js';

/** Answers come in this order, and the last one is repeated. Without answers, everything succeeds. */
export interface BindingScript {
  readonly options: readonly BindingOption[];
  /** True unless set. */
  readonly chatCode?: boolean;
  readonly bind?: readonly Answer<BindResult>[];
  readonly codes?: readonly Answer<CodeSent>[];
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
      scriptedAnswer<RedeemResult>(
        { result: 'binding', chatCode, expiresIn: 600, options },
        signal,
      ),
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
