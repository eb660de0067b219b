/** Shared by the tests of the prompts: options, a login that shows them, and answers of the backend. */
import assert from 'node:assert/strict';
import type { Binding, FieldValues } from '../../../src/protocol/messages.js';
import type { Backend } from '../../../src/client/backend.js';
import type { BindingState } from '../../../src/client/state.js';
import { assertNothingLeft, createLoginHarness, type LoginHarness } from './harness.js';
import { untilSettled } from '../clock.js';
import { json, type ReceivedRequest } from './fake-server.js';

const email = { name: 'email', label: 'E-mail', type: 'email', required: true } as const;
const code = { name: 'code', label: 'Code', type: 'code', required: true } as const;
const nickname = { name: 'nickname', label: 'Name', type: 'text', required: true } as const;
export const creation = { action: 'create' } as const;
export const creationWithFields = { action: 'create', fields: [nickname] } as const;
export const byPassword = {
  action: 'link',
  method: 'password',
  label: 'Password',
  fields: [email, { name: 'password', label: 'Password', type: 'password', required: true }],
} as const;
export const byCode = {
  action: 'link',
  method: 'email-code',
  label: 'Code by e-mail',
  fields: [email, code],
} as const;
export const bySession = {
  action: 'link',
  method: 'session',
  label: 'Continue as Lin',
  fields: [],
} as const;

export const bindingAnswer = (
  options: Binding['options'] = [creation, byPassword, byCode],
  part: Partial<Binding> = {},
): Binding => ({ result: 'binding', chatCode: true, expiresIn: 600, options, ...part });
export const signedIn = {
  result: 'authenticated',
  isNew: false,
  account: { name: 'Lin' },
} as const;
export const typed: FieldValues = { email: 'lin@shop.example', password: 'right' };
export const choices = [
  { choice: 'one', name: 'Lin' },
  { choice: 'two', name: 'Lin, at work' },
];

export function bindingStateOf(harness: LoginHarness): BindingState {
  const { state } = harness.login;
  assert.equal(state.type, 'binding', JSON.stringify(state));
  return state;
}

/** Scans and waits for the first prompt. */
export async function openPrompts(
  binding: unknown = bindingAnswer(),
  options: Parameters<typeof createLoginHarness>[0] = {},
): Promise<LoginHarness> {
  const harness = createLoginHarness(options);
  harness.server.redeemed = binding;
  await harness.ready();
  harness.server.push('approved');
  await untilSettled(() => harness.login.state.type === 'binding', 'binding');
  return harness;
}

/** Opens the prompts at the step of this link method. */
export async function openLinkStep(method: string, binding?: unknown): Promise<LoginHarness> {
  const harness = await openPrompts(binding);
  bindingStateOf(harness).form.link(method);
  return harness;
}

export function answerWith(
  harness: LoginHarness,
  kind: ReceivedRequest['kind'],
  respond: () => Response | Promise<Response>,
): void {
  harness.server.fault = (request) => (request.kind === kind ? respond() : undefined);
}
export const problemResponse = (
  name: string,
  status: number,
  more: object = {},
  retryAfter?: string,
): Response =>
  json(
    { type: `urn:x:${name}`, title: name, status, code: name, ...more },
    status,
    retryAfter === undefined ? {} : { 'Retry-After': retryAfter },
  );

export const untilAnswered = (harness: LoginHarness): Promise<unknown> =>
  untilSettled(
    () => harness.login.state.type !== 'binding' || !bindingStateOf(harness).busy,
    'an answer',
  );

export async function untilEnded(harness: LoginHarness): Promise<string> {
  await untilSettled(() => harness.login.state.type !== 'binding', 'an end');
  const { state } = harness.login;
  await assertNothingLeft(harness);
  return state.type === 'error' ? state.code : state.type;
}

/** A page's own backend, with the given methods in place of the usual ones. */
export function pageBackend(part: Partial<Backend>, binding: Binding = bindingAnswer()): Backend {
  return {
    create: () =>
      Promise.resolve({
        protocol: 1,
        levels: ['core', 'binding'],
        id: 'x'.repeat(22),
        state: 'approved',
        rev: 1,
        expiresIn: 180,
        interval: 2,
        officialAccount: { key: 'default', name: 'Tea House', kind: 'service' },
        present: { type: 'qr', url: 'http://weixin.qq.com/q/1' },
      }),
    watch: () => assert.fail('unused'),
    redeem: () => Promise.resolve(binding),
    cancel: () => Promise.resolve(),
    ...part,
  };
}
