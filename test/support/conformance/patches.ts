/** Faults of a backend that both the conformance kit and random walks have to notice. */
import type { Patch } from './patched-server.js';

/** Whoever sends the digits of a page is signed in there without a question. */
export const digitsApprove: readonly Patch[] = [
  {
    file: 'server/endpoints/push/chat/decide.ts',
    from: "if (attempt.method === 'message') return { ask: 'tap' };",
    to: "if (attempt.method === 'message') return { approvedBy: 'scan' };",
  },
];

/** A session that nobody confirmed may link and unlink. */
export const unconfirmedMayLink: readonly Patch[] = [
  {
    file: 'server/host/sessions/current-session.ts',
    from: 'if (session.confirmed) return session;\n  throw confirmationRequired();',
    to: 'return session;',
  },
];

/** A new scan leaves an older attempt of the same person alive. */
export const twoAttemptsLive: readonly Patch[] = [
  {
    file: 'server/endpoints/logins/complete-login.ts',
    from: 'return isLiveIn(record, attempt) && !wasDenied;',
    to: 'return !wasDenied;',
  },
  {
    file: 'server/attempts/transition/chat-events.ts',
    from: "return attempt.identity ? end({ state: 'cancelled' }) : unchanged;",
    to: "return attempt.state === 'scanned' ? end({ state: 'cancelled' }) : unchanged;",
  },
];
