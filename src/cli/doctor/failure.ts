/** Why nobody has answered a request. */

export const failureKinds = [
  ...(['dns', 'refused', 'no_route', 'timeout', 'certificate', 'no_tls', 'cut'] as const),
  'unknown',
] as const;
export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** Such as ECONNREFUSED, or for how long nobody has answered. */
  readonly code: string;
}

/** The codes of Node.js and of its `fetch`; the first that fits counts. */
const codes: readonly (readonly [pattern: RegExp, kind: FailureKind])[] = [
  [/^(ENOTFOUND|EAI_)/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/UNREACH$/, 'no_route'],
  [/TIMEOUT|^ETIMEDOUT$/, 'timeout'],
  [/CERT|SIGNATURE/, 'certificate'],
  [/SSL|TLS|^EPROTO$/, 'no_tls'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'cut'],
];

export function failureOf(code: string | undefined): Failure {
  const [, kind = 'unknown' as const] = codes.find(([each]) => each.test(code ?? '')) ?? [];
  return { kind, code: code ?? 'network' };
}

export const timeoutOf = (ms: number): Failure => ({ kind: 'timeout', code: `${ms / 1000} s` });
