/** What a check is, and what it finds. */
import type { WechatApiError } from '../../wechat/index.js';
import type { DoctorArguments } from './arguments.js';
import type { WechatCalls } from './calls.js';
import type { CallbackRequests } from './callback-requests.js';
import type { Failure } from './failure.js';
import type { CheckName, SettingFault, SettingName, TextName } from './texts/names.js';

export type Status = 'ok' | 'wrong' | 'not_checked';

export interface Finding {
  readonly status: Status;
  /** The sentences in texts/. `refused` is about `error`, and says what its errcode means. */
  readonly text: TextName;
  /** What the sentences have in braces. Never a secret, a token or an openid. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly error?: WechatApiError;
  /** Why there was no answer, if there was none. */
  readonly failure?: Failure;
  /** For the check `settings`: what is wrong with which. */
  readonly faults?: readonly SettingFault[];
  /** For `not_checked`: the check that has to be green first. */
  readonly because?: CheckName;
}

/** What the checks look at. */
export interface Patient {
  readonly args: DoctorArguments;
  readonly calls: WechatCalls;
  readonly callback: CallbackRequests;
  readonly now: () => number;
  /** Waits, and shows on a terminal how long it still takes. */
  readonly wait: (ms: number) => Promise<void>;
}

export interface Check {
  readonly name: CheckName;
  /** Checks that have to come first: if one of them is not green, this one is not made. */
  readonly needs: readonly CheckName[];
  /** Checks that may be left out, but not red. */
  readonly unlessWrong?: readonly CheckName[];
  /** What it sends: if one of these settings is malformed, this check is not made. */
  readonly settings?: readonly SettingName[];
  readonly run: (patient: Patient) => Promise<Finding> | Finding;
}

export interface Result extends Finding {
  readonly name: CheckName;
}

export const ok = (text: TextName, values: Finding['values'] = {}): Finding => ({
  ...{ status: 'ok', text, values },
});

export const wrong = (text: TextName, values: Finding['values'] = {}): Finding => ({
  ...{ status: 'wrong', text, values },
});

/** Nobody has answered. */
export const unanswered = (text: TextName, failure: Failure): Finding => ({
  ...wrong(text),
  failure,
});

export const notChecked = (text: TextName, values: Finding['values'] = {}): Finding => ({
  ...{ status: 'not_checked', text, values },
});
