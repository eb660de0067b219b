/**
 * "Not me": the person in the chat says that a login was somebody else's. It is recorded before anything else,
 * so that a redeem that is under way at this moment finds it.
 */
import { isWechatMpLoginError } from '../../../../protocol/errors.js';
import { withTimeout } from '../../../../wechat/io/timeout.js';
import type { Attempt } from '../../../attempts/attempt.js';
import { changeRecord, notMeForMs } from '../../../host/records/change-identity-record.js';
import type { Identity } from '../../../host/host.js';
import type { LoginRecord } from '../../../host/records/identity-records.js';
import { fillIn, inAllLanguages, say } from '../../../options/replies/write-replies.js';
import type { ChatReply } from '../../../options/replies/sentences.js';
import type { Backend } from '../../backend.js';
import { undoLogin } from '../../logins/undo-login.js';
import type { Answering } from './confirm.js';

/** WeChat waits for the reply, and `undoLogin` goes on until everything is undone. */
const undoTimeoutMs = 1500;

/** @param login the id of its attempt, which a token of this person names */
export async function sayNotMe(backend: Backend, by: Answering, login: string): Promise<string> {
  const { attempts, log, emit, sessions } = backend;
  const attempt = await attempts.get(login);
  const wasOpen = attempt?.state === 'completed';
  if (wasOpen && !sessions.end) return sayTo(backend, 'cannotUndo', attempt.lang);
  const denied = await recordDenial(backend, by.identity, login);
  if (!denied) return sayTo(backend, 'cannotUndo', attempt?.lang);
  const ended = attempt && (await deny(backend, attempt, by));
  // An attempt that is forgotten has ended long ago: the record says whether an account was opened.
  const wasCompleted = ended ? ended.state === 'completed' : denied.accountId !== undefined;
  log('info', 'denied', { attempt: login, wasCompleted });
  if (denied.isFirst) emit({ type: 'denied', attempt: login, by: 'notMe', wasCompleted });
  await withTimeout<unknown>(
    undoTimeoutMs,
    undoLogin(backend, by.identity, login),
    () => undefined,
  );
  return sayTo(backend, wasCompleted ? 'undone' : 'notMe', attempt?.lang ?? denied.lang);
}

/** The denied login. Undefined if it is too late. */
async function recordDenial(
  backend: Backend,
  identity: Identity,
  login: string,
): Promise<(LoginRecord & { readonly isFirst: boolean }) | undefined> {
  const nowMs = backend.now();
  let denied: (LoginRecord & { readonly isFirst: boolean }) | undefined;
  await changeRecord(backend, identity, (record) => {
    const { logins = [], live } = record;
    const asked: LoginRecord = { login, approvedAtMs: nowMs };
    const isAsked = live?.attempt === login ? asked : undefined;
    const known = logins.find((each) => each.login === login) ?? isAsked;
    const isInTime = known && nowMs < known.approvedAtMs + notMeForMs;
    denied = known && isInTime ? { ...known, isFirst: known.deniedAtMs === undefined } : undefined;
    if (!known || !denied?.isFirst) return undefined;
    const others = logins.filter((each) => each.login !== login);
    return { ...record, logins: [...others, { ...known, deniedAtMs: nowMs }] };
  });
  return denied;
}

/** Ends the attempt unless it has ended. Resolves with the attempt afterwards; undefined if it is forgotten. */
async function deny(
  { attempts }: Backend,
  attempt: Attempt,
  by: Answering,
): Promise<Attempt | undefined> {
  try {
    return (await attempts.apply(attempt, { type: 'deny', ...by })).attempt;
  } catch (error) {
    if (isWechatMpLoginError(error) && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** In the language of the page; in all languages if that is not known any more. */
function sayTo({ options }: Backend, reply: ChatReply, lang: string | undefined): string {
  if (lang !== undefined) return say(options, reply, lang);
  return fillIn(inAllLanguages(options.replies[reply]), { site: options.site });
}
