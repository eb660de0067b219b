/** The facts about a login's states: the one place to look up what a state means to the page. */
import type { LoginState } from './state.js';

/** What holds while a login is in a state. A fact that is left out is false. */
export interface LoginStateFacts {
  /** A request is under way that a second click on "refresh" would only interrupt. */
  readonly isSettling?: true;
  /** The person is about to be signed in: a stray press must not discard their work. */
  readonly isPersonCommitted?: true;
}

export const loginStateFacts: Readonly<Record<LoginState['type'], LoginStateFacts>> = {
  idle: {},
  loading: { isSettling: true },
  ready: {},
  confirm: {},
  approved: { isSettling: true, isPersonCommitted: true },
  binding: { isPersonCommitted: true },
  success: {},
  expired: {},
  denied: {},
  cancelled: {},
  offline: {},
  error: {},
};
