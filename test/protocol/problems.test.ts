import assert from 'node:assert/strict';
import { STATUS_CODES } from 'node:http';
import { test } from 'node:test';
import { factsOf, isWechatMpLoginError, WechatMpLoginError } from '../../src/protocol/errors.js';
import type * as errors from '../../src/protocol/errors.js';
import type { ErrorCode, ProblemCode } from '../../src/protocol/errors.js';
import { parseProblemCode } from '../../src/protocol/parse/problem.js';
import { problem, problemTable } from '../../src/protocol/problem-table.js';

const codes = Object.keys(problemTable) as ProblemCode[];

test('every problem has an error status, a sentence, and a body from which pages read its code', () => {
  for (const code of codes) {
    const body = problem(code);
    assert.ok(body.status >= 400 && STATUS_CODES[body.status] !== undefined, code);
    assert.match(body.title, /^[A-Z].*\.$/);
    assert.equal(body.type, `urn:wechat-mp-login:problem:${code}`);
    assert.equal(parseProblemCode(JSON.parse(JSON.stringify(body))), code);
  }
});

test('a problem names the invalid field, if there is one, and quotes nothing', () => {
  assert.deepEqual(Object.keys(problem('gone')), ['type', 'title', 'status', 'code']);
  assert.deepEqual(problem('invalid_request', 'verifier'), {
    ...problem('invalid_request'),
    field: 'verifier',
  });
});

test('all titles differ', () => {
  assert.equal(new Set(codes.map((code) => problemTable[code].title)).size, codes.length);
});

test('the statuses are those of the protocol', () => {
  const statuses = Object.fromEntries(codes.map((code) => [code, problemTable[code].status]));
  assert.deepEqual(statuses, {
    invalid_request: 400,
    proof_failed: 401,
    origin_denied: 403,
    reauthentication_required: 403,
    confirmation_required: 403,
    too_recent: 403,
    session_mismatch: 403,
    sign_in_refused: 403,
    captcha_required: 403,
    method_unavailable: 403,
    not_found: 404,
    method_not_allowed: 405,
    wrong_state: 409,
    identity_conflict: 409,
    last_way_in: 409,
    challenge_used: 409,
    gone: 410,
    authorization_refused: 410,
    authorization_failed: 410,
    virtual_user: 410,
    follow_required: 410,
    too_large: 413,
    unsupported_media_type: 415,
    slow_down: 429,
    rate_limited: 429,
    internal_error: 500,
    misconfigured: 503,
    quota_exhausted: 503,
    upstream_unavailable: 503,
    platform_disabled: 503,
    store_unavailable: 503,
  });
});

test('exactly the errors that can pass by waiting are retryable', () => {
  const waiting: ErrorCode[] = [
    ...(['slow_down', 'rate_limited', 'internal_error', 'quota_exhausted'] as const),
    ...(['upstream_unavailable', 'platform_disabled', 'store_unavailable'] as const),
    ...(['unreachable', 'timeout', 'bad_response', 'authorization_failed'] as const),
  ];
  const page = [
    'unreachable',
    'timeout',
    'bad_response',
    'insecure_context',
    'bad_backend',
  ] as const;
  for (const code of [...codes, ...page, 'unsupported'] as const) {
    assert.equal(new WechatMpLoginError(code).retryable, waiting.includes(code), code);
  }
});

test('an error has its code, cause, field and wait', () => {
  const cause = new Error('below');
  const error = new WechatMpLoginError('rate_limited', {
    message: 'for developers',
    cause,
    field: 'challenge',
    retryAfterMs: 2000,
  });
  assert.equal(error.name, 'WechatMpLoginError');
  assert.equal(error.message, 'for developers');
  assert.equal(error.cause, cause);
  assert.equal(error.field, 'challenge');
  assert.equal(error.retryAfterMs, 2000);
  assert.equal(new WechatMpLoginError('gone').message, 'gone');
});

test('an error code of a newer backend has no facts, whatever its name', () => {
  for (const code of ['a_newer_one', 'toString', '__proto__', '']) {
    assert.deepEqual(factsOf(code as ErrorCode), {});
    assert.equal(new WechatMpLoginError(code as ErrorCode).retryable, false);
  }
});

test('isWechatMpLoginError does not trust the name or the code of an error', () => {
  assert.equal(isWechatMpLoginError(new WechatMpLoginError('gone')), true);
  const forged = Object.assign(new Error('gone'), { name: 'WechatMpLoginError', code: 'gone' });
  for (const value of [
    forged,
    new TypeError('broken'),
    { code: 'gone' },
    null,
    undefined,
    'gone',
  ]) {
    assert.equal(isWechatMpLoginError(value), false);
  }
});

test('isWechatMpLoginError recognizes an error of another copy of the package', async () => {
  // The query makes a second module of the same file.
  const address = new URL('../../src/protocol/errors.ts?copy', import.meta.url).href;
  const copy = (await import(address)) as typeof errors;
  const error = new copy.WechatMpLoginError('gone');
  assert.equal(error instanceof WechatMpLoginError, false);
  assert.equal(isWechatMpLoginError(error), true);
});
