/**
 * The backend's part of the facts about error codes: HTTP statuses and titles. `errors.ts` has the
 * part that pages need too.
 */
import type { ProblemCode } from './errors.js';
import type { Problem } from './messages.js';

/** The status and the title of the answer for one code. */
interface ProblemRow {
  readonly status: number;
  readonly title: string;
}

/**
 * One row per code. A title is the same for every occurrence of its code:
 * https://www.rfc-editor.org/rfc/rfc9457#section-3.1.3
 */
export const problemTable = {
  invalid_request: { status: 400, title: 'The request is not of this protocol.' },
  proof_failed: { status: 401, title: 'The proof is wrong.' },
  origin_denied: { status: 403, title: 'This origin may not use this backend.' },
  reauthentication_required: { status: 403, title: 'Please sign in again first.' },
  confirmation_required: { status: 403, title: 'Please confirm in WeChat first.' },
  too_recent: { status: 403, title: 'This sign-in is too recent for that.' },
  session_mismatch: { status: 403, title: 'Another account is signed in by now.' },
  sign_in_refused: { status: 403, title: 'The application refuses to sign this person in.' },
  captcha_required: { status: 403, title: 'Please solve the captcha first.' },
  method_unavailable: { status: 403, title: 'This way to sign in does not work at present.' },
  not_found: { status: 404, title: 'There is no such attempt here.' },
  method_not_allowed: { status: 405, title: 'This address does not answer that method.' },
  wrong_state: { status: 409, title: 'The attempt is not in a state that allows this.' },
  identity_conflict: { status: 409, title: 'This WeChat belongs to another account.' },
  last_way_in: { status: 409, title: 'The account has no other way in.' },
  challenge_used: { status: 409, title: 'This challenge was used before.' },
  gone: { status: 410, title: 'The attempt has ended.' },
  authorization_refused: { status: 410, title: 'The person did not allow the sign-in in WeChat.' },
  authorization_failed: { status: 410, title: 'WeChat did not confirm the authorization.' },
  virtual_user: { status: 410, title: 'WeChat showed a snapshot of the page.' },
  follow_required: { status: 410, title: 'Please follow the official account first.' },
  too_large: { status: 413, title: 'The body is too large.' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json.' },
  slow_down: { status: 429, title: 'Please ask less often.' },
  rate_limited: { status: 429, title: 'Too many attempts. Please wait.' },
  internal_error: { status: 500, title: 'Something went wrong here.' },
  misconfigured: { status: 503, title: 'Signing in with WeChat is not set up correctly.' },
  quota_exhausted: { status: 503, title: 'The quota of codes is used up for now.' },
  upstream_unavailable: { status: 503, title: 'WeChat does not answer at present.' },
  platform_disabled: {
    status: 503,
    title: 'This official account cannot sign people in at present.',
  },
  store_unavailable: { status: 503, title: 'The store does not answer at present.' },
} satisfies Record<ProblemCode, ProblemRow>;

/**
 * Builds the body of an error's answer, `application/problem+json` of
 * https://www.rfc-editor.org/rfc/rfc9457. It quotes no values of the request.
 *
 * @param field the name of the field of the request that was wrong
 * @example
 * ```ts
 * const body = problem('gone');
 * const headers = { 'Content-Type': 'application/problem+json' };
 * const response = new Response(JSON.stringify(body), { status: body.status, headers });
 * console.log(response.status); // 410
 * ```
 */
export function problem(code: ProblemCode, field?: string): Problem {
  const { status, title } = problemTable[code];
  return {
    type: `urn:wechat-mp-login:problem:${code}`,
    title,
    status,
    code,
    ...(field === undefined ? {} : { field }),
  };
}
