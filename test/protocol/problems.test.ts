import assert from 'node:assert/strict';
import { STATUS_CODES } from 'node:http';
import { test } from 'node:test';
import { WechatMpLoginError } from '../../src/protocol/errors.js';
import type { ErrorCode, ProblemCode } from '../../src/protocol/errors.js';
import { parseProblemCode } from '../../src/protocol/parse/answers.js';
import { problem, problemTable } from '../../src/protocol/problems.js';

const codes = Object.keys(problemTable) as ProblemCode[];

test('every problem has a real error status, a sentence and a body that the page reads back', () => {
  for (const code of codes) {
    const body = problem(code);
    assert.ok(body.status >= 400 && STATUS_CODES[body.status] !== undefined, code);
    assert.match(body.title, /^[A-Z].*\.$/);
    assert.equal(body.type, `urn:wechat-mp-login:problem:${code}`);
    assert.equal(parseProblemCode(JSON.parse(JSON.stringify(body))), code);
  }
});

test('a problem holds the name of a field where one was wrong, and nothing else', () => {
  assert.deepEqual(Object.keys(problem('gone')), ['type', 'title', 'status', 'code']);
  assert.deepEqual(problem('invalid_request', 'verifier'), {
    ...problem('invalid_request'),
    field: 'verifier',
  });
});

test('titles are told apart', () => {
  assert.equal(new Set(codes.map((code) => problemTable[code].title)).size, codes.length);
});

test('the statuses are those that the protocol names', () => {
  const statuses = Object.fromEntries(codes.map((code) => [code, problemTable[code].status]));
  assert.deepEqual(statuses, {
    invalid_request: 400,
    proof_failed: 401,
    origin_denied: 403,
    reauthentication_required: 403,
    session_mismatch: 403,
    not_found: 404,
    method_not_allowed: 405,
    wrong_state: 409,
    identity_conflict: 409,
    last_way_in: 409,
    challenge_used: 409,
    gone: 410,
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

test('what waiting can mend is retryable, and nothing else is', () => {
  const waiting: ErrorCode[] = [
    ...(['slow_down', 'rate_limited', 'internal_error', 'quota_exhausted'] as const),
    ...(['upstream_unavailable', 'platform_disabled', 'store_unavailable'] as const),
    ...(['unreachable', 'timeout', 'bad_response'] as const),
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

test('an error carries its code, cause, field and wait', () => {
  const cause = new Error('below');
  const error = new WechatMpLoginError('rate_limited', 'for developers', {
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
