/** `DELETE /attempts/{id}`: ends an attempt that the page no longer needs. */
import type { Backend } from './backend.js';
import type { Call, JsonReply } from './call.js';
import { proveByKey } from './prove.js';

export async function cancel(backend: Backend, call: Call): Promise<JsonReply> {
  const attempt = await proveByKey(backend, call);
  await backend.attempts.apply(attempt, { type: 'cancel' });
  return { status: 204, attemptCookie: { id: attempt.id } };
}
