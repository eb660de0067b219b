/**
 * Lets one redeem or bind act at a time: it takes the lease of the attempt, acts, and completes the
 * attempt. Others wait and get the same answer. After a crash the lease runs out and the next caller
 * acts again, so everything that is done under a lease must be safe to repeat.
 */
import { isWechatMpLoginError, type WechatMpLoginError } from '../../protocol/errors.js';
import { ShapeError } from '../../protocol/parse/read.js';
import { isEnd } from '../../protocol/states.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { gone, internalError, signInRefused, unavailable, wrongState } from '../base/errors.js';
import { errorKind } from '../base/log.js';
import type { PageSecrets } from '../base/secrets/seal.js';
import { isRefusal, readRefusal } from '../host/refusal.js';
import type { SignInAnswer } from '../host/sessions/sign-in.js';
import type { Attempt } from './attempt.js';
import type { Attempts } from './attempts.js';
import type { HolderEvent, LeasedState } from './events.js';
import { times } from './times-and-tries.js';

/** Shorter than the lease, so that a slow holder never acts while somebody else has the lease. */
const actTimeoutMs = times.leaseMs - 1000;
const maxRounds = 20;

/** The answer of a redeem or bind. */
export interface Answer extends SignInAnswer {
  /** True if this completes the attempt; false if the page has to send more. */
  readonly isEnd: boolean;
}

/** An attempt under a lease, as its holder sees and changes it. */
export interface HeldAttempt {
  /** The attempt after the holder's last write. */
  readonly attempt: Attempt;
  readonly sessionKey: string;
  /** @throws WechatMpLoginError `gone`, `store_unavailable` if the lease is lost */
  write(event: Exclude<HolderEvent, { type: 'release' | 'completed' }>): Promise<Attempt>;
}

/** An attempt, with the secrets of the page that has proven it. */
export interface ProvenPage {
  readonly attempt: Attempt;
  readonly secrets: PageSecrets;
}

export type Act = (held: HeldAttempt) => Promise<Answer>;

/**
 * Takes the lease if the attempt is in state `from`, and returns the answer of `act`. If the attempt has
 * ended, returns the answer that it ended with; in any other state, that of `otherwise`.
 * @throws WechatMpLoginError `gone`, `store_unavailable`, or what `act` rejects with
 */
export async function withLease(
  attempts: Attempts,
  { attempt: proven, secrets }: ProvenPage,
  from: LeasedState,
  act: Act,
  otherwise: (attempt: Attempt) => Promise<Answer> = () => Promise.reject(wrongState()),
): Promise<Answer> {
  const { now, randomToken } = attempts.environment;
  const by = randomToken(16);
  const giveUpAtMs = now() + 2 * times.leaseMs;
  let known: Attempt | string = proven;
  for (let round = 0; round < maxRounds && now() < giveUpAtMs; round++) {
    const taken = await attempts.apply(known, { type: 'lease', by, from });
    const { attempt } = taken;
    if (taken.type === 'changed') return finish(attempts, { attempt, secrets }, by, act);
    if (isEnd(attempt.state)) return repeatAnswer(attempt, secrets, now());
    const leasedUntilMs = attempt.lease?.untilMs ?? 0;
    const isLeased = taken.type === 'refused' && taken.refusal === 'leased';
    if (!isLeased && now() >= leasedUntilMs) return otherwise(attempt);
    const hasNewHolder = ({ lease }: Attempt): boolean => lease?.by !== attempt.lease?.by;
    const waitMs = Math.max(0, leasedUntilMs - now());
    known = (await attempts.until(attempt.id, hasNewHolder, waitMs)) ?? attempt.id;
  }
  throw unavailable('store_unavailable', 2000);
}

/** What the store keeps of an attempt that has ended, sealed. */
type KeptAnswer = SignInAnswer | { readonly refused: true; readonly sentence?: string };

/**
 * The answer of an attempt that has ended, for as long as it is kept.
 * @throws WechatMpLoginError `gone`, `sign_in_refused`
 */
export async function repeatAnswer(
  attempt: Attempt,
  { answers }: PageSecrets,
  nowMs: number,
): Promise<Answer> {
  const { outcome } = attempt;
  if (!outcome || nowMs >= outcome.untilMs) throw gone(attempt);
  const opened = await answers.open(outcome.sealed);
  if (opened === undefined) throw gone(attempt);
  // Only this file seals under this key.
  const kept = JSON.parse(opened) as KeptAnswer;
  if ('refused' in kept) throw signInRefused(kept.sentence);
  return { ...kept, isEnd: true };
}

async function finish(
  attempts: Attempts,
  { attempt: leased, secrets }: ProvenPage,
  by: string,
  act: Act,
): Promise<Answer> {
  const held = hold(attempts, leased, by, secrets);
  const answer = await actInTime(attempts, held, by, act).catch(async (error: unknown) => {
    throw isRefusal(error) ? await endRefused(attempts, held, secrets, error) : error;
  });
  if (!answer.isEnd) return answer;
  const { body, setCookies } = answer;
  const sealed = await secrets.answers.seal(JSON.stringify({ body, setCookies }));
  const completed = { type: 'completed', by, outcome: { sealed } } as const;
  const { type, attempt } = await attempts.apply(held.attempt, completed);
  const { now, log } = attempts.environment;
  if (type === 'changed') {
    log('info', 'login_completed', { attempt: attempt.id });
    attempts.forgetOutcome(attempt);
    return answer;
  }
  // The lease ran out or the attempt was cancelled: the store decides.
  if (isEnd(attempt.state)) return repeatAnswer(attempt, secrets, now());
  throw unavailable('store_unavailable', 2000);
}

/** Ends the attempt, keeps what the application said for retries of the page, and returns it as an error. */
async function endRefused(
  attempts: Attempts,
  held: HeldAttempt,
  { answers }: PageSecrets,
  error: WechatMpLoginError,
): Promise<WechatMpLoginError> {
  const { id, lang } = held.attempt;
  const { sentence, problem } = readRefusal(error, lang);
  const kept: KeptAnswer = { refused: true, ...(sentence === undefined ? {} : { sentence }) };
  const sealed = await answers.seal(JSON.stringify(kept));
  attempts.forgetOutcome(
    await held.write({ type: 'refused', reason: 'sign_in_refused', outcome: { sealed } }),
  );
  const { log } = attempts.environment;
  log(problem === undefined ? 'info' : 'warn', 'sign_in_refused', {
    attempt: id,
    ...(problem === undefined ? {} : { problem }),
  });
  return signInRefused(sentence);
}

function hold(
  attempts: Attempts,
  leased: Attempt,
  by: string,
  { sessionKey }: PageSecrets,
): HeldAttempt {
  let newest = leased;
  return {
    sessionKey,
    get attempt() {
      return newest;
    },
    async write(event) {
      const { type, attempt } = await attempts.apply(newest, { ...event, by });
      if (type !== 'refused') return (newest = attempt);
      if (isEnd(attempt.state) && !attempt.outcome) throw gone(attempt);
      throw unavailable('store_unavailable', 2000);
    },
  };
}

async function actInTime(
  attempts: Attempts,
  held: HeldAttempt,
  by: string,
  act: Act,
): Promise<Answer> {
  const { log } = attempts.environment;
  const { id, state } = held.attempt;
  const run = { isLate: false };
  try {
    return await withTimeout(actTimeoutMs, act(held), () => {
      run.isLate = true;
      throw new Error(`The accounts and the session took more than ${actTimeoutMs} ms`);
    });
  } catch (error) {
    // The lease is not released while `act` still runs. It then ends by itself, as it does if the
    // release fails.
    if (!run.isLate && !isRefusal(error))
      await attempts.apply(held.attempt, { type: 'release', by }).catch(() => undefined);
    if (isWechatMpLoginError(error)) throw error;
    const isOurs = run.isLate || error instanceof ShapeError;
    const sentence = isOurs ? String(error) : errorKind(error);
    log('error', state === 'binding' ? 'bind_failed' : 'redeem_failed', {
      attempt: id,
      error: sentence,
    });
    throw error instanceof ShapeError ? internalError() : unavailable('store_unavailable', 2000);
  }
}
