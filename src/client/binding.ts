/**
 * The prompts for a WeChat that has no account here yet, from the first step to who is signed in.
 * Loaded only then, with the parsers of their answers.
 */
import { factsOf, WechatMpLoginError } from '../protocol/errors.js';
import type {
  Authenticated,
  Binding,
  BindingOption,
  BindRequest,
  BindResult,
  FieldValues,
  Purpose,
} from '../protocol/messages.js';
import { asError } from './as-error.js';
import type { Backend } from './backend.js';
import type { BindingForm, BindingProblem, BindingState } from './state.js';
import type { After } from './wait.js';

/** What the run hands over. */
export interface BindingRun {
  readonly backend: Backend;
  readonly id: string;
  readonly verifier: string;
  readonly purpose: Purpose;
  readonly now: () => number;
  readonly after: After;
  /** Aborts when nobody wants an answer any more. */
  readonly signal: AbortSignal;
  readonly show: (state: BindingState) => void;
}

type LinkOption = Extract<BindingOption, { action: 'link' }>;

/** Longest wait for an answer that was asked for in time; our own backend's takes less. */
const awaitedMs = 20_000;

function problemOf({ code, field, remaining, retryAfterMs }: WechatMpLoginError): BindingProblem {
  // With `bad_response`, the field is one of the answer, not of the form.
  const isOfForm = code !== 'bad_response';
  return { code, field: isOfForm ? field : undefined, remaining, retryAfterMs };
}

const expired = (): WechatMpLoginError => new WechatMpLoginError('gone', { reason: 'expired' });

const isLink = (option: BindingOption): option is LinkOption => option.action === 'link';
const hasCode = ({ fields = [] }: BindingOption): boolean =>
  fields.some(({ type }) => type === 'code');

/**
 * Asks the person until somebody is signed in; every step and every mistake is a state.
 * @throws WechatMpLoginError the end that it came to, or `signal.reason` once aborted
 */
export async function bind(binding: Binding, run: BindingRun): Promise<Authenticated> {
  const { backend, id, verifier, purpose, now, after, signal, show } = run;
  signal.throwIfAborted();
  const endsAtMs = now() + binding.expiresIn * 1000;
  const canSend = backend.sendVerificationCode !== undefined;
  // What the page or its backend cannot carry out is not on offer.
  const options = binding.options.filter(
    (option) => (purpose === 'login' || isLink(option)) && (canSend || !hasCode(option)),
  );
  const creation = options.find((option) => option.action === 'create');
  const links = options.filter(isLink);
  if (!backend.bind || options.length === 0) throw new WechatMpLoginError('unsupported');

  let method = links[0]?.method;
  let isOver = false;
  let stop = (): void => {};
  let resolve: (signedIn: Authenticated) => void;
  let reject: (reason: unknown) => void;
  const outcome = new Promise<Authenticated>((...settle) => ([resolve, reject] = settle));

  const form: BindingForm = {
    create(fields) {
      if (!isFree() || !creation) return;
      const isAsked = Boolean(creation.fields?.length);
      if (fields || !isAsked) void send({ action: 'create', ...withFields(fields) });
      else if (state.step !== 'create') go('create');
    },
    link(wanted = links[0]?.method) {
      if (!isFree() || !links.some((option) => option.method === wanted)) return;
      if (state.step === 'link' && method === wanted) return;
      method = wanted;
      go('link');
    },
    submit(fields, chatDigits) {
      if (!isFree('link') || method === undefined) return;
      const digits = binding.chatCode && chatDigits !== undefined ? { chatCode: chatDigits } : {};
      void send({ action: 'link', method, ...withFields(fields), ...digits });
    },
    sendVerificationCode(fields) {
      if (isFree('link')) void sendVerificationCode(fields);
    },
    select(choice) {
      if (isFree('select')) void send({ action: 'select', choice });
    },
    back() {
      if (!isFree()) return;
      if (state.step === 'select') go('link');
      else if (creation && state.step !== 'choose') go('choose');
    },
  };

  let state: BindingState = {
    type: 'binding',
    step: creation ? 'choose' : 'link',
    purpose,
    options,
    needsChatDigits: binding.chatCode,
    method: creation ? undefined : method,
    form,
  };

  function set(change: Partial<BindingState>): void {
    state = { ...state, ...change };
    show(state);
  }

  function go(step: BindingState['step'], accounts?: BindingState['accounts']): void {
    const filledIn = step === 'link' ? method : undefined;
    set({ step, method: filledIn, accounts, busy: undefined, problem: undefined });
  }

  /** Ends where the time is over, unless an answer is awaited: that may be the one that counts. */
  function expire(): void {
    // A machine that slept lets the timer come late.
    if (!state.busy && (isOver || now() >= endsAtMs)) reject(expired());
  }

  /** Whether a call counts: nothing is under way or over, and it fits the step. */
  function isFree(step = state.step): boolean {
    expire();
    return !state.busy && !signal.aborted && now() < endsAtMs && state.step === step;
  }

  const withFields = (fields: FieldValues | undefined): { fields?: FieldValues } =>
    fields ? { fields } : {};

  /** Nothing is asked again by itself: a wrong proof would count twice. */
  async function ask<T>(
    busy: NonNullable<BindingState['busy']>,
    call: () => Promise<T> | undefined,
    take: (answer: T) => void,
  ): Promise<void> {
    set({ busy, problem: undefined });
    try {
      const answer = await call();
      if (answer) take(answer);
    } catch (error) {
      const problem = problemOf(asError(error));
      const { code, retryAfterMs } = problem;
      const { endsAttempt, concernsSession, isRateLimit } = factsOf(code);
      const isMendable = purpose === 'login' && state.method === 'session';
      if (endsAttempt || (concernsSession && !isMendable)) reject(error);
      else if (busy === 'send' && isRateLimit && retryAfterMs) {
        set({ busy: undefined, problem, sent: sentBy(retryAfterMs) });
      } else set({ busy: undefined, problem });
    }
    expire();
  }

  const send = (request: Omit<BindRequest, 'verifier'>): Promise<void> =>
    ask<BindResult>(
      'bind',
      () => backend.bind?.(id, { verifier, ...request }, { signal }),
      (answer) => {
        if (answer.result === 'select') go('select', answer.accounts);
        else resolve(answer);
      },
    );

  function sentBy(ms: number): BindingState['sent'] {
    return method === undefined ? undefined : { method, resendAtMs: now() + ms };
  }

  async function sendVerificationCode(values: FieldValues): Promise<void> {
    const option = links.find((each) => each.method === method);
    if (!option || !hasCode(option)) return;
    const codes = option.fields.filter(({ type }) => type === 'code').map(({ name }) => name);
    const fields = Object.fromEntries(
      Object.entries(values).filter(([name]) => !codes.includes(name)),
    );
    await ask(
      'send',
      () =>
        backend.sendVerificationCode?.(id, { verifier, method: option.method, fields }, { signal }),
      ({ resendIn }) => set({ busy: undefined, sent: sentBy(resendIn * 1000) }),
    );
  }

  stop = after(() => {
    isOver = true;
    expire();
    stop = after(() => reject(expired()), awaitedMs);
  }, binding.expiresIn * 1000);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  show(state);
  try {
    return await outcome;
  } finally {
    stop();
  }
}
