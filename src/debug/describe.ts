/**
 * What a change is worth writing down. Nothing that opens a door: of the one-time code of a success
 * only that there is one, of an address its beginning.
 */
import type { BindingState, LoginState } from '../client/state.js';

const longest = 80;

const clip = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** Addresses show where they lead to, and not what they carry. */
function shorten(address: string): string {
  const [plain = ''] = address.split(/[?#]/);
  return plain.length > 32 ? `${plain.slice(0, 31)}…` : plain;
}

type Detail = string | false | undefined;

function ofBinding({
  step,
  purpose,
  method,
  busy,
  problem,
  needsChatDigits,
}: BindingState): Detail[] {
  return [
    step,
    purpose === 'link' && 'purpose link',
    method,
    needsChatDigits && 'with the chat’s digits',
    busy && `busy: ${busy}`,
    problem && `refused: ${problem.code}`,
    problem?.field && `field ${problem.field}`,
    problem?.remaining !== undefined && `${problem.remaining} tries left`,
    problem?.retryAfterMs !== undefined && `wait ${seconds(problem.retryAfterMs)}`,
  ];
}

function details(state: LoginState): Detail[] {
  const { type } = state;
  switch (type) {
    case 'ready':
      return [
        `counts ${seconds(state.lifetimeMs)}`,
        state.renewals > 0 && `renewal ${state.renewals}`,
        state.reconnecting && 'reconnecting',
        shorten(state.shown.url),
      ];
    case 'confirm':
      return [`by ${state.mode}`];
    case 'binding':
      return ofBinding(state);
    case 'success':
      return [
        state.account.name,
        state.isNew && 'new account',
        state.linked && 'linked',
        state.returnTo && `to ${shorten(state.returnTo)}`,
        state.sessionCode && 'with a one-time code',
      ];
    case 'error':
      return [
        state.code,
        state.retryable && 'retryable',
        state.retryAfterMs !== undefined && `wait ${seconds(state.retryAfterMs)}`,
        state.detail !== state.code && state.detail,
      ];
    case 'idle':
    case 'loading':
    case 'approved':
    case 'expired':
    case 'denied':
    case 'cancelled':
    case 'offline':
      return [];
    default:
      return type satisfies never;
  }
}

/** One line of words, at most 80 characters; empty where the type says it all. */
export function describe(state: LoginState): string {
  return clip(details(state).filter(Boolean).join(' · '));
}
