/**
 * `POST /attempts/{id}/bind`: creates an account for a new visitor, or links WeChat to an account that
 * the visitor proves to be theirs. Nothing is linked without both proofs (docs/protocol.md#binding).
 */
import type { BindRequest } from '../../../protocol/messages.js';
import { parseBindRequest } from '../../../protocol/parse/requests.js';
import { isEnd } from '../../../protocol/states.js';
import { repeatAnswer, type Answer } from '../../attempts/lease.js';
import { wrongState } from '../../base/errors.js';
import type { Backend } from '../backend.js';
import type { Call, JsonReply } from '../call.js';
import type { Visitor } from '../logins/complete-login.js';
import { proveByCookie, replyWith, type ProvenCall } from '../prove.js';
import { selectAccount } from './choices.js';
import { createAccount } from './create-account.js';
import { proveAccount } from './prove-account.js';

export async function bind(backend: Backend, call: Call): Promise<JsonReply> {
  const proven = await proveByCookie(backend, call, parseBindRequest);
  return replyWith(call, await answer(backend, proven, call));
}

async function answer(
  backend: Backend,
  proven: ProvenCall<BindRequest>,
  visitor: Visitor,
): Promise<Answer> {
  const { attempt, request, secrets } = proven;
  if (isEnd(attempt.state)) return repeatAnswer(attempt, secrets, backend.now());
  if (attempt.state !== 'binding') throw wrongState();
  switch (request.action) {
    case 'create':
      return createAccount(backend, proven, visitor);
    case 'select':
      return selectAccount(backend, proven, visitor);
    case 'link':
      return proveAccount(backend, proven, visitor);
    default:
      return request.action satisfies never;
  }
}
