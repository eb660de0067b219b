/**
 * Describes a state in one line, without secrets: it mentions a session code but does not show it, and
 * shows only the beginning of a URL.
 */
import type { BindingState, LoginState } from '../client/state.js';

const maxLength = 80;
const maxUrlLength = 32;

/** False and undefined are left out. */
type Detail = string | false | undefined;

/** The details of a state in at most 80 characters; empty if its type says everything. */
export function describe(state: LoginState): string {
  return clip(stateDetails(state).filter(Boolean).join(' · '), maxLength);
}

function stateDetails(state: LoginState): Detail[] {
  const { type } = state;
  switch (type) {
    case 'ready':
      return [
        `valid for ${formatSeconds(state.lifetimeMs)}`,
        state.renewals > 0 && `renewal ${state.renewals}`,
        state.reconnecting && 'reconnecting',
        state.shown.method === 'message' ? state.shown.digits : shortenUrl(state.shown.url),
      ];
    case 'confirm':
      return [`by ${state.mode}`];
    case 'binding':
      return bindingDetails(state);
    case 'success':
      return [
        state.account.name,
        state.isNew && 'new account',
        state.linked && 'linked',
        state.returnTo && `to ${shortenUrl(state.returnTo)}`,
        state.sessionCode && 'with a session code',
      ];
    case 'error':
      return [
        state.code,
        state.sentence,
        state.retryable && 'retryable',
        state.retryAfterMs !== undefined && `wait ${formatSeconds(state.retryAfterMs)}`,
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

function bindingDetails({
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
    needsChatDigits && 'with chat digits',
    busy && `busy: ${busy}`,
    problem && `refused: ${problem.code}`,
    problem?.field && `field ${problem.field}`,
    problem?.remaining !== undefined && `${problem.remaining} tries left`,
    problem?.retryAfterMs !== undefined && `wait ${formatSeconds(problem.retryAfterMs)}`,
  ];
}

function formatSeconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

/** The beginning of a URL, without its query and fragment, which can carry secrets. */
function shortenUrl(url: string): string {
  const [address = ''] = url.split(/[?#]/);
  return clip(address, maxUrlLength);
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
