/**
 * The prompts for a WeChat user without an account here, from the first step until somebody is signed
 * in. A page loads this file only when the prompts begin.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { Authenticated, Binding, Purpose } from '../../protocol/messages.js';
import type { Backend } from '../backend.js';
import type { BindingState } from '../state.js';
import type { After } from '../wait.js';
import { createForm } from './form.js';
import { isInForeignFrame } from './frame.js';
import { usableOptions } from './options.js';
import { createPrompts, type Prompts } from './prompts.js';
import { createPromptRequests } from './requests.js';

/** What the run passes to the prompts. */
export interface BindingRun {
  readonly backend: Backend;
  readonly id: string;
  readonly verifier: string;
  readonly purpose: Purpose;
  readonly now: () => number;
  readonly after: After;
  /** Aborted when the run is over. */
  readonly signal: AbortSignal;
  readonly show: (state: BindingState) => void;
}

/**
 * Asks the person until somebody is signed in. Every step and every mistake is a state.
 * @throws WechatMpLoginError if the attempt ends otherwise, or `signal.reason` once aborted
 */
export async function bind(binding: Binding, run: BindingRun): Promise<Authenticated> {
  const { signal, show } = run;
  signal.throwIfAborted();
  if (isInForeignFrame(binding.frameAncestors)) throw new WechatMpLoginError('foreign_frame');
  const options = usableOptions(binding, run);
  let prompts: Prompts | undefined;
  try {
    return await new Promise<Authenticated>((onSignedIn, onEnd) => {
      signal.addEventListener('abort', () => onEnd(signal.reason as Error), { once: true });
      prompts = createPrompts({
        ...run,
        binding,
        options,
        onChange: (state) => show({ ...state, form }),
        onExpired: onEnd,
      });
      const requests = createPromptRequests(prompts, run, { onSignedIn, onEnd });
      const form = createForm(prompts, requests, binding.chatCode);
      show({ ...prompts.get(), form });
    });
  } finally {
    prompts?.stop();
  }
}
