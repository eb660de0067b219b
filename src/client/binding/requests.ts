/** The two requests of the prompts, and what their answers and errors mean for the next step. */
import { promptFactsOf } from '../../protocol/error-codes.js';
import type { WechatMpLoginError } from '../../protocol/errors.js';
import type { Authenticated, BindRequest, FieldValues } from '../../protocol/messages.js';
import { asError } from '../as-error.js';
import type { BindingProblem } from '../state.js';
import type { BindingRun } from './bind.js';
import { needsVerificationCode } from './options.js';
import type { Prompts, PromptsState } from './prompts.js';

export interface PromptRequests {
  bind(request: Omit<BindRequest, 'verifier'>): Promise<void>;
  sendVerificationCode(values: FieldValues): Promise<void>;
}

interface Outcome {
  readonly onSignedIn: (answer: Authenticated) => void;
  /** The attempt is over. */
  readonly onEnd: (reason: unknown) => void;
}

export function createPromptRequests(
  prompts: Prompts,
  { backend, id, verifier, purpose, now, signal }: BindingRun,
  { onSignedIn, onEnd }: Outcome,
): PromptRequests {
  /** Never retries by itself: a wrong proof would count twice. */
  async function ask<T>(
    busy: NonNullable<PromptsState['busy']>,
    call: () => Promise<T> | undefined,
    handleAnswer: (answer: T) => void,
  ): Promise<void> {
    prompts.set({ busy, problem: undefined });
    try {
      const answer = await call();
      if (answer) handleAnswer(answer);
    } catch (thrown) {
      handleError(busy, asError(thrown));
    }
    prompts.checkTime();
  }

  function handleError(busy: PromptsState['busy'], error: WechatMpLoginError): void {
    const { endsAttempt, concernsSession, isRateLimit } = promptFactsOf(error.code);
    // At a login, another method may succeed where the session in this browser does not.
    const mayTryAnotherMethod = purpose === 'login' && prompts.get().method === 'session';
    if (endsAttempt || (concernsSession && !mayTryAnotherMethod)) {
      onEnd(error);
      return;
    }
    const problem = problemOf(error);
    const { retryAfterMs } = error;
    if (busy === 'send' && isRateLimit && retryAfterMs) {
      prompts.set({ busy: undefined, problem, sent: sentState(retryAfterMs) });
    } else prompts.set({ busy: undefined, problem });
  }

  function sentState(resendInMs: number): PromptsState['sent'] {
    const { method } = prompts;
    return method === undefined ? undefined : { method, resendAtMs: now() + resendInMs };
  }

  return {
    bind: (request) =>
      ask(
        'bind',
        () => backend.bind?.(id, { verifier, ...request }, { signal }),
        (answer) => {
          if (answer.result === 'select') prompts.goTo('select', answer.accounts);
          else onSignedIn(answer);
        },
      ),

    async sendVerificationCode(values) {
      const option = prompts.options.links.find(({ method }) => method === prompts.method);
      if (!option || !needsVerificationCode(option)) return;
      // The value of the field for the code is not needed to send one.
      const names = option.fields.filter(({ type }) => type === 'code').map(({ name }) => name);
      const fields = Object.fromEntries(
        Object.entries(values).filter(([name]) => !names.includes(name)),
      );
      const request = { verifier, method: option.method, fields };
      await ask(
        'send',
        () => backend.sendVerificationCode?.(id, request, { signal }),
        ({ resendIn }) => prompts.set({ busy: undefined, sent: sentState(resendIn * 1000) }),
      );
    },
  };
}

function problemOf({ code, field, remaining, retryAfterMs }: WechatMpLoginError): BindingProblem {
  // With `bad_response`, the field belongs to the answer, not to the form.
  const isFormField = code !== 'bad_response';
  return { code, field: isFormField ? field : undefined, remaining, retryAfterMs };
}
