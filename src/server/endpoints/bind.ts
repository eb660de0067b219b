/**
 * From "binding" to a session: a new account, or one that the person proves to be theirs. Nothing is
 * ever linked by anything but the two proofs (protocol, "Binding").
 */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { BindRequest, Choice, Selection } from '../../protocol/messages.js';
import { address, object, words } from '../../protocol/parse/read.js';
import { isEnd } from '../../protocol/states.js';
import { equalConstantTime } from '../base/constant-time.js';
import type { Attempt, Proven, ProvenChoice } from '../attempts/attempt.js';
import type { Caller } from '../host/caller.js';
import type { Answer, Claims, Effect, Work } from '../attempts/lease.js';
import type { Config } from '../check-options.js';
import type { CurrentSessionReader } from '../host/current-session.js';
import { readDigits, readFields } from '../binding/fields.js';
import { invalid, tooMany } from '../base/errors.js';
import type { Tally } from '../base/limits.js';
import { times, tries } from '../attempts/transition.js';
import { type Notifier } from '../host/notices.js';
import { errorKind } from '../base/log.js';
import { bySession, type BindingOptions } from '../binding/binding-options.js';
import type { Accounts, HostAccount, Sessions } from '../host/host.js';
import { limitKeys, fillForm, findProvenAccounts, type FilledForm } from '../binding/proofs.js';
import { signIn } from '../host/sign-in.js';

export interface BindOptions {
  readonly config: Config;
  readonly claims: Claims;
  readonly currentSession: CurrentSessionReader;
  readonly bindingOptions: BindingOptions;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly notifier: Notifier;
  readonly badProofs: Tally;
  /** New accounts that the application has refused. */
  readonly refusedForms: Tally;
}

/** For a caller who has proven `v` and the cookie: `attempt` is theirs. */
export type Bind = (attempt: Attempt, request: BindRequest, caller: Caller) => Promise<Answer>;

type Effects = Work['effects'];

const shown = object<Pick<Choice, 'name' | 'avatar'>>({ name: words, 'avatar?': address });

export function createBind(options: BindOptions): Bind {
  const {
    config,
    claims,
    currentSession,
    bindingOptions,
    accounts,
    sessions,
    notifier,
    badProofs,
    refusedForms,
  } = options;
  const { now, randomToken, log } = config;

  async function bind(attempt: Attempt, request: BindRequest, caller: Caller): Promise<Answer> {
    if (isEnd(attempt.state)) return claims.past(attempt);
    if (attempt.state !== 'binding') throw new WechatMpLoginError('wrong_state');
    switch (request.action) {
      case 'create':
        return run(attempt, create(attempt, request, caller));
      case 'select':
        return run(attempt, select(request, caller));
      case 'link':
        return link(attempt, request, caller);
      default:
        return request.action satisfies never;
    }
  }

  async function run({ id }: Attempt, effects: Effects): Promise<Answer> {
    return claims.run(id, {
      from: 'binding',
      async effects(claimed, by) {
        await claims.follows(claimed, by);
        return effects(claimed, by);
      },
      otherwise: () => Promise.reject(new WechatMpLoginError('wrong_state')),
      failure: 'bind_failed',
      describe: errorKind,
    });
  }

  function create(asked: Attempt, { fields = {} }: BindRequest, caller: Caller): Effects {
    if (!bindingOptions.canCreate(asked)) throw invalid('action');
    const values = readFields(config.createFields, fields);
    return async (attempt, by) => {
      const { id, lang } = attempt;
      const identity = identityOf(attempt);
      const known = await accounts.find(identity);
      if (!known) await claims.write(id, { type: 'identified', by, unionid: undefined });
      const context = {
        key: id,
        ...(lang === undefined ? {} : { lang }),
        ...(config.createFields.length === 0 ? {} : { fields: values }),
      };
      const account =
        known ?? (await made(attempt, caller, () => accounts.create(identity, context)));
      // Marked as new by a try before this one, which was cut off behind the account.
      const isNew = !known || attempt.isNew === true;
      const outcome = await signIn(sessions, attempt, account, caller, { isNew });
      return { type: 'completed', outcome };
    };
  }

  /** What is refused may tell which address has an account: so that nobody asks for many. */
  async function made(
    attempt: Attempt,
    { address: from }: Caller,
    make: () => Promise<HostAccount>,
  ): Promise<HostAccount> {
    const { person } = limitKeys(attempt, from, undefined);
    const waitMs = refusedForms.take(person);
    if (waitMs > 0) throw tooMany(waitMs);
    const account = await make().catch((error: unknown) => {
      if (!(error instanceof WechatMpLoginError)) refusedForms.giveBack(person);
      throw error;
    });
    refusedForms.giveBack(person);
    return account;
  }

  async function link(attempt: Attempt, request: BindRequest, caller: Caller): Promise<Answer> {
    const method = bindingOptions.linkMethod(attempt, request.method);
    const fields = method === bySession ? [] : method.fields;
    const values = readFields(fields, request.fields ?? {});
    const digits = readDigits(request.chatCode, 'chatCode');
    const form = method === bySession ? undefined : fillForm(method, values);
    const counted = limitKeys(attempt, caller.address, form);
    const waitMs = badProofs.take([...counted.person, ...counted.target]);
    if (waitMs > 0) throw tooMany(waitMs);
    // Counted before it is known to be bad, so that proofs side by side are no way around the limit.
    const innocent = new Set([...counted.person, ...counted.target]);
    const look = { isOver: true };
    const effects: Effects = async (claimed, by) => {
      const owner = form ? undefined : await currentSession.requireForLink(claimed, caller);
      if (!equalConstantTime(claimed.chatCode ?? '', digits)) {
        // It says nothing about the account.
        for (const key of counted.person) innocent.delete(key);
        throw await wrong(claimed, by, 'chatCode');
      }
      const proven = owner ? [owner] : await accountsOf(form, claimed);
      const [only, ...others] = proven;
      if (only && others.length > 0) return offerChoice(claimed, by, proven);
      const linked = only && (await linkTo(only, claimed, by, caller));
      if (linked) return linked;
      innocent.clear();
      throw await wrong(claimed, by, 'account');
    };
    try {
      return await run(attempt, async (claimed, by) => {
        look.isOver = false;
        return effects(claimed, by).finally(() => (look.isOver = true));
      });
    } finally {
      // What is still being looked at was answered too late: it stays counted, right or wrong.
      if (look.isOver) badProofs.giveBack([...innocent]);
    }
  }

  async function accountsOf(form: FilledForm | undefined, attempt: Attempt) {
    const atMs = now();
    const found = form ? await findProvenAccounts(form, attempt) : [];
    return found.map((account): Proven => ({ account, authenticatedAtMs: atMs }));
  }

  async function wrong(
    { id }: Attempt,
    by: string,
    of: 'chatCode' | 'account',
  ): Promise<WechatMpLoginError> {
    const next = await claims.write(id, { type: 'wrongProof', by, of });
    const count = of === 'chatCode' ? next.wrongChatCodes : next.wrongProofs;
    const remaining = tries[of] - (count ?? 0);
    if (isEnd(next.state)) log('warn', 'proofs_used_up', { attempt: id, of });
    const field = of === 'chatCode' ? of : undefined;
    return new WechatMpLoginError('proof_failed', { remaining, field });
  }

  async function offerChoice(
    { id }: Attempt,
    by: string,
    proven: readonly Proven[],
  ): Promise<Effect> {
    const of = proven.map(({ account, authenticatedAtMs }): ProvenChoice => ({
      choice: randomToken(16),
      account: kept(account),
      authenticatedAtMs,
    }));
    const choices = of.map(({ choice, account }) => ({ choice, ...shown(account) }));
    await claims.write(id, { type: 'choices', by, of });
    const body: Selection = { result: 'select', accounts: choices };
    return { type: 'answered', body };
  }

  function select({ choice }: BindRequest, caller: Caller): Effects {
    return async (attempt, by) => {
      const chosen = attempt.choices?.find((each) => each.choice === choice);
      const isOpen = chosen && now() < chosen.authenticatedAtMs + times.freshMs;
      const linked = isOpen && (await linkTo(chosen, attempt, by, caller));
      if (!linked) throw invalid('choice');
      return linked;
    };
  }

  /** Undefined where the account is gone. */
  async function linkTo(
    { account, authenticatedAtMs }: Proven,
    attempt: Attempt,
    by: string,
    caller: Caller,
  ): Promise<Effect | undefined> {
    const { id, lang } = attempt;
    const identity = identityOf(attempt);
    // What the protocol has no words for must not be found out behind the effects.
    shown(account);
    const known = await accounts.find(identity);
    // Also the last look at whether the attempt still stands.
    const proven = { account: kept(account), authenticatedAtMs };
    await claims.write(id, { type: 'proven', by, proven });
    const isElsewhere = known !== undefined && known.id !== account.id;
    const result = isElsewhere ? 'conflict' : await accounts.link?.(account.id, identity);
    if (result === 'conflict') {
      await claims.write(id, { type: 'refused', by, reason: 'identity_conflict' });
      throw new WechatMpLoginError('identity_conflict');
    }
    if (result !== 'linked') return undefined;
    // Told first: the identity is linked, whatever becomes of the sessions.
    notifier({ type: 'linked', key: id, account, ...(lang === undefined ? {} : { lang }) });
    await sessions.endAll?.(account.id);
    const how = { isNew: false, linked: true, authenticatedAtMs } as const;
    return { type: 'completed', outcome: await signIn(sessions, attempt, account, caller, how) };
  }

  return bind;
}

/** A binding attempt has been scanned. */
function identityOf({ identity }: Attempt): NonNullable<Attempt['identity']> {
  if (!identity) throw new WechatMpLoginError('wrong_state');
  return identity;
}

/** As much of an account as an attempt keeps: the application may have put more into it. */
function kept({ id, name, avatar }: HostAccount): HostAccount {
  return { id, name, ...(avatar === undefined ? {} : { avatar }) };
}
