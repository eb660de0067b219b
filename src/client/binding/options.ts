/** Which of the backend's options a person can choose in this page. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { Binding, BindingOption, Purpose } from '../../protocol/messages.js';
import type { Backend } from '../backend.js';

export type CreateOption = Extract<BindingOption, { action: 'create' }>;
export type LinkOption = Extract<BindingOption, { action: 'link' }>;

export interface UsableOptions {
  readonly all: readonly BindingOption[];
  /** Absent where only people who have an account already may sign in. */
  readonly creation: CreateOption | undefined;
  /** One for each method. */
  readonly links: readonly LinkOption[];
}

/**
 * Leaves out what the page or its backend cannot carry out.
 * @throws WechatMpLoginError `unsupported` if no option is left
 */
export function usableOptions(
  binding: Binding,
  { backend, purpose }: { readonly backend: Backend; readonly purpose: Purpose },
): UsableOptions {
  const canSend = backend.sendVerificationCode !== undefined;
  const all = binding.options.filter(
    (option) =>
      (purpose === 'login' || option.action === 'link') &&
      (canSend || !needsVerificationCode(option)),
  );
  if (!backend.bind || all.length === 0) throw new WechatMpLoginError('unsupported');
  return {
    all,
    creation: all.find((option) => option.action === 'create'),
    links: all.filter((option) => option.action === 'link'),
  };
}

export function needsVerificationCode({ fields = [] }: BindingOption): boolean {
  return fields.some(({ type }) => type === 'code');
}
