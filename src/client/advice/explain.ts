/**
 * What a developer should check when a login ends in an error. The elements load this file only then,
 * so that no visitor pays for these sentences.
 */
import type { ErrorCode } from '../../protocol/errors.js';

/** An error, or a setting that has no effect. */
export type Explained = ErrorCode | 'return_to' | 'no_session_code';

const sentences: Readonly<Record<Explained, string>> = {
  return_to:
    "The page stays after signing in: return-to has to be an address on the page's own origin, such as /account. This one is ignored:",
  no_session_code:
    'The form is sent without this field: the backend gives no one-time code, and has set a session cookie instead.',
  unreachable:
    'The backend gave no answer. Check that it runs, that "backend" names its address, CORS and connect-src.',
  timeout: 'The backend did not answer in time. Check its log and the proxy in front of it.',
  bad_response:
    'The answer does not follow the protocol. The field is named at the end. If it is an HTML page, mount the backend for every path and every method.',
  insecure_context:
    'This page has no crypto.subtle, which the login needs. Serve it over https; http works on localhost alone.',
  bad_backend:
    '"backend" must be a path on this origin or an https address (http on localhost alone), without a query, a fragment or a password.',
  unsupported:
    'The backend asks for a method or a result that this version of the page cannot carry out. Update the package, or set the backend to method "scan" and newAccounts "create". A backend object of your own needs bind() for prompts, and sendVerificationCode() for verification codes.',
  invalid_request:
    'The request does not follow the protocol, in the field that is named at the end. app-data must be a string of at most 1000 characters, and purpose login, link or step-up. For another field, check that page and backend use the same version. If a body parser has read the body before the backend could, the log of the backend says so.',
  cookies_blocked:
    'The cookie of "create" does not come back, so nobody could be signed in. In a frame of another site, and with a backend on another site, browsers block cookies: open the login in a window of its own, and serve the backend from the page\'s own site. Elsewhere, check that the cookie passes the proxy, and that the page is https if the cookie is Secure.',
  foreign_frame:
    'A page of another origin embeds this one, and could lead people to link an account that is not theirs. Open the login in a window of its own, or name the origins of pages that may embed it in `frameAncestors` of the backend. Browsers that do not say which page embeds them show the prompts in no frame of another origin.',
  http_auth:
    'Something in front of the backend, usually HTTP Basic authentication, answers 401 to both Authorization and Wechat-Login-Key. Exempt the path of the backend, or protect the site in another way, such as by address.',
  old_browser:
    'This browser lacks Object.hasOwn or AbortSignal.prototype.throwIfAborted. Update the browser.',
  load_failed:
    'A file of this package did not load. Often a new version was deployed while the page was open: keep the files of the old version for some hours. Or the network failed for a moment, and Chromium and Firefox try no file twice. The card offers to load the page again. If the address of a picture follows, the picture of the QR code did not load: check that img-src of the Content-Security-Policy allows it.',
  proof_failed: 'The person gave a wrong proof.',
  origin_denied:
    "The backend does not allow this page's origin. Add it to the backend's list of origins.",
  reauthentication_required:
    'The signed-in session is too old for this; ask the person to sign in again first.',
  confirmation_required:
    'The signed-in session was opened by a login that nobody confirmed in the chat, so it may not link or unlink. Let the person confirm with purpose="step-up". If they signed in with a password, current() has to say so: confirmed: true.',
  too_recent:
    'A session that a WeChat account opened less than 24 hours ago may not unlink that account, so that whoever was signed in by a trick cannot lock the owner out.',
  session_mismatch: 'Another account was signed in between the start of this attempt and its end.',
  sign_in_refused: 'The application threw a SignInRefusedError. The card shows its sentence.',
  captcha_required:
    'The backend wants a captcha to be solved before it makes a QR code. Show one when the event wechat-mp-login-error arrives, for example in the slot "captcha", and call solve(token) of that event.',
  method_unavailable:
    'The backend does not offer this way to sign in for this official account at present, and this page can do none of the ways that it offers. Its log says why; compare the attribute "method" of the element with the `methods` of the account in the backend.',
  not_found:
    "The backend does not know this attempt, or its cookie did not come back. Check that cookies pass (SameSite, Secure, the proxy's path) and that all instances share one store.",
  method_not_allowed:
    'The address answers, but not this HTTP method. Check that the proxy lets POST and DELETE through.',
  wrong_state:
    'The attempt was not in the state that the request needs. A backend that answers this after "approved" has lost track of its attempts.',
  identity_conflict: 'This WeChat belongs to another account of this site.',
  last_way_in:
    'The account has no other login method, so its last WeChat account cannot be unlinked.',
  challenge_used:
    'The backend refused every challenge as used before, although each was new. Check that the cookie of "create" reaches this page, and that no cache or proxy repeats requests.',
  gone: 'The attempt ended before somebody was signed in.',
  authorization_refused: 'The person did not allow the sign-in in WeChat.',
  authorization_failed:
    "WeChat did not confirm the web authorization. The backend's log says why: often the domain of the callback is not set on WeChat's platform, or the person loaded an old address again.",
  virtual_user:
    'WeChat showed a snapshot of the page to somebody who had not agreed to open it in full, so their openid is made up (is_snapshotuser).',
  follow_required:
    'The person does not follow the official account, and without that WeChat tells no unionid, which this backend needs (option openPlatform).',
  too_large:
    'The backend, or a proxy in front of it, refused the body as too large. app-data can have 1000 characters.',
  unsupported_media_type:
    'The backend did not see application/json; a proxy may have changed the Content-Type.',
  slow_down: 'The backend received more requests than it asked for.',
  rate_limited:
    "Too many attempts in a short time. Behind a proxy, check that the backend sees the visitors' addresses and not the proxy's.",
  internal_error:
    'The backend failed, and its log says why; or this page did, for the reason at the end.',
  misconfigured:
    "The backend's WeChat settings are wrong (AppID, AppSecret, IP whitelist, permissions). Its log says which.",
  quota_exhausted: "The official account's quota of WeChat API calls is used up for today.",
  upstream_unavailable: "WeChat's API did not answer the backend.",
  platform_disabled:
    'WeChat has disabled this official account or its API, or the operator has switched signing in off.',
  store_unavailable: "The backend's store did not answer.",
};
const sentenceOf: ReadonlyMap<string, string> = new Map(Object.entries(sentences));

/** Returns a sentence or two for the developer's console, in English. Never show it to visitors. */
export function explain(code: Explained): string {
  // A newer backend can send a code that this version does not know.
  return (
    sentenceOf.get(code) ??
    'The backend sent an error code that this version of the page does not know.'
  );
}
