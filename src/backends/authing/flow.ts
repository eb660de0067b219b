/** What Authing asks for between the scan and the session, as far as a login here can answer it. */
import type { WechatMpLoginError } from '../../protocol/errors.js';
import { asObject, textOf, type Json } from '../ask.js';
import { errorOf } from './api.js';

export interface Flow {
  /** Whether the person may also become a new user. */
  readonly canCreate: boolean;
  /** The beginning of Authing's actions that prove an account. */
  readonly action: 'bind-identity-by-' | 'register-bind-by-';
  /** Authing's names: `username-password`, `phone-code` and so on. Undefined if it does not say them. */
  readonly methods: readonly unknown[] | undefined;
  /** Names the flow at Authing. Each answer may have a new one. */
  handle: unknown;
  /** The ids of the accounts to choose from. */
  accounts: readonly string[];
}

/** By `apiCode`. */
const flows: Readonly<Partial<Record<number, Pick<Flow, 'canCreate' | 'action'>>>> = {
  1640: { canCreate: false, action: 'bind-identity-by-' },
  1641: { canCreate: true, action: 'bind-identity-by-' },
  1666: { canCreate: false, action: 'register-bind-by-' },
};
const secondFactors: readonly unknown[] = [1635, 1636];

/** @throws WechatMpLoginError for a step that has no form here */
export function flowOf(step: Json): Flow {
  const { apiCode, data, flowHandle } = step;
  const flow = flows[Number(apiCode)];
  if (!flow) throw stepError(step);
  const { methods } = asObject(data ?? {});
  return {
    ...flow,
    methods: Array.isArray(methods) ? methods : undefined,
    handle: flowHandle,
    accounts: [],
  };
}

/** For a step that this login cannot show. */
export function stepError({ apiCode, code, message }: Json): WechatMpLoginError {
  const isSecondFactor = secondFactors.includes(apiCode ?? code);
  const what = isSecondFactor
    ? 'this person needs a second factor (MFA), and'
    : `the step ${String(apiCode ?? code)} "${textOf(message) ?? ''}" comes next, and`;
  return errorOf(
    'unsupported',
    `${what} this login has no form for it. Turn it off for this application in Authing's console, or sign these people in with Authing's own pages`,
  );
}
