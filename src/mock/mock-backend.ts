/**
 * A backend that plays a script. The login between it and the page is the real one: it renews, waits,
 * connects again and gives up as it does with any other, so a page made against this one is made
 * against them all. It is an entry of its own, and no attribute of the tag: one that fakes success
 * would sooner or later stand on a real page.
 */
import type { Backend } from '../client/backend.js';
import { systemAfter, wait, type After } from '../client/wait.js';
import { WechatMpLoginError } from '../protocol/errors.js';
import type {
  Account,
  Authenticated,
  BindingOption,
  Choice,
  OfficialAccount,
  Purpose,
  Snapshot,
} from '../protocol/messages.js';
import { samplesIn, sampleUrl, type Samples } from './samples.js';
import { endsPart, isError, isLasting, parseScript, type Part, type Step } from './script.js';

/** All that may be left out, and then is a sample in the language of the page. */
export interface MockOptions {
  /** Who signs in. */
  readonly account?: Account | undefined;
  /** The account that is scanned; `{ kind: 'subscription' }` makes it a 公众号. */
  readonly officialAccount?: Partial<OfficialAccount> | undefined;
  /** What the code says. Default: an address that signs nobody in. */
  readonly url?: string | undefined;
  /** At `confirm`: the digits to send in the chat. Default '402913'. */
  readonly confirmDigits?: string | undefined;
  /** At `binding`: the ways on. Default: a new account, or one by user name and password. */
  readonly options?: readonly BindingOption[] | undefined;
  /** At `binding`: whether linking asks for the digits of the chat too; any will do. Default true. */
  readonly needsChatDigits?: boolean | undefined;
  /** At `select`: the accounts to choose among. Default two. */
  readonly accounts?: readonly Choice[] | undefined;
  /** How long a code counts, in milliseconds. Default 180 000. */
  readonly lifetimeMs?: number | undefined;
  /** How long an answer to the prompts takes, in milliseconds. Default 400. */
  readonly answerMs?: number | undefined;
  /** Whether the script begins again once it was played to its last end. Default true; else its last part does. */
  readonly loop?: boolean | undefined;
  readonly now?: (() => number) | undefined;
  readonly after?: After | undefined;
  /** Where it is said, once a page, that this is a mock. Default `console.warn`. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** One run of a login through one part of the script. */
interface Play {
  readonly part: number;
  readonly steps: Part;
  readonly purpose: Purpose;
  readonly samples: Samples;
  index: number;
  /** When the step began. */
  sinceMs: number;
}

const isSuccess = ({ word }: Step): boolean => word === 'success' || word === 'success-new';

/** Attempts that can be asked about; a login has two at a time. */
const mostAttempts = 50;
const bindingMs = 600_000;
const resendInS = 60;

let hasWarned = false;

/**
 * @example login.backend = mockBackend('ready:2s,confirm:1s,success');
 * @throws MockScriptError where the script cannot be played
 */
export function mockBackend(script: string, options: MockOptions = {}): Backend {
  const parts = parseScript(script);
  const {
    account,
    officialAccount,
    url = sampleUrl,
    confirmDigits = '402913',
    needsChatDigits = true,
    lifetimeMs = 180_000,
    answerMs = 400,
    loop = true,
    now = Date.now,
    after = systemAfter,
    // eslint-disable-next-line no-console -- the developer's own place
    warn = (message) => console.warn(message),
  } = options;
  if (!hasWarned) {
    warn('wechat-mp-login/mock: a script is played here, and nobody is signed in for real.');
  }
  hasWarned = true;

  /** A run of the login asks for all its codes with one signal; another signal is another start. */
  const runs = new WeakMap<AbortSignal, Play>();
  const attempts = new Map<string, Play>();
  let nextPart = 0;
  let made = 0;

  function end({ part }: Play): void {
    if (part === nextPart) nextPart = part + 1 < parts.length ? part + 1 : loop ? 0 : part;
  }

  /** The step that it is at by now. */
  function stepOf(play: Play): Step {
    const { steps } = play;
    for (;;) {
      const step = steps[play.index] as Step;
      const endsMs = play.sinceMs + (step.ms ?? 0);
      const isLast = play.index === steps.length - 1;
      if (isLast || !isLasting(step.word) || now() < endsMs) {
        if (endsPart(step)) end(play);
        return step;
      }
      play.sinceMs = endsMs;
      play.index++;
    }
  }

  /** Waits for the next step; without end at the last, and where the person goes on. */
  function turn(play: Play, signal: AbortSignal): Promise<void> {
    const { word, ms = 0 } = play.steps[play.index] as Step;
    const stays = play.index === play.steps.length - 1 || !isLasting(word);
    return wait(stays ? Infinity : play.sinceMs + ms - now(), signal, after);
  }

  function playOf(id: string): Play {
    const play = attempts.get(id);
    if (!play) throw new WechatMpLoginError('not_found');
    return play;
  }

  function snapshotOf({ steps, index }: Play): Snapshot {
    const { word, from, ms } = steps[index] as Step;
    const news = { rev: index + 1, expiresIn: lifetimeMs / 1000, interval: 2 };
    if (word === 'loading' || word === 'ready' || word === 'reconnecting') {
      return { ...news, state: 'pending' };
    }
    if (word === 'confirm') {
      return { ...news, state: 'scanned', confirm: { mode: 'code', code: confirmDigits } };
    }
    if (word === 'confirm-tap') return { ...news, state: 'scanned', confirm: { mode: 'tap' } };
    const over = { ...news, expiresIn: 0 };
    if (from < 3) {
      if (word === 'denied' || word === 'cancelled' || word === 'expired') {
        return { ...over, state: word };
      }
      // A wait is told where something was asked for: for another code, or to redeem.
      if (isError(word) && !ms) return { ...over, state: 'failed', reason: word };
      if (isError(word) && from < 2) return { ...over, state: 'expired' };
    }
    return { ...news, state: 'approved' };
  }

  function refusal({ word, ms }: Step): WechatMpLoginError {
    return isError(word)
      ? new WechatMpLoginError(word, { message: `scripted: ${word}`, retryAfterMs: ms })
      : new WechatMpLoginError('gone', { message: `scripted: ${word}`, reason: word });
  }

  function signedIn(play: Play, isNew: boolean, linked: boolean): Authenticated {
    const { samples, purpose } = play;
    end(play);
    return {
      result: 'authenticated',
      isNew,
      ...((linked || purpose === 'link') && { linked: true }),
      account: account ?? { name: samples.name },
    };
  }

  function begin(purpose: Purpose, lang: string | undefined): Play {
    const steps = parts[nextPart] as Part;
    const samples = samplesIn(lang);
    return { part: nextPart, steps, purpose, samples, index: 0, sinceMs: now() };
  }

  return {
    async create({ purpose, lang }, { signal }) {
      const play = runs.get(signal) ?? begin(purpose, lang);
      runs.set(signal, play);
      while (stepOf(play).word === 'loading') await turn(play, signal);
      signal.throwIfAborted();
      const step = stepOf(play);
      const { word, from, ms } = step;
      if (isError(word) && (from === 0 || (from === 1 && ms))) throw refusal(step);
      const id = `mock-${++made}`;
      attempts.set(id, play);
      if (attempts.size > mostAttempts) attempts.delete(attempts.keys().next().value ?? '');
      const isOver = word === 'expired' && from < 2;
      return {
        ...snapshotOf(play),
        // Codes that are over at once: the login renews as often as it may, and then it is expired.
        ...(isOver && { state: 'pending', expiresIn: 0 }),
        protocol: 1,
        levels: ['core', 'stream', 'binding', 'confirm'],
        id,
        officialAccount: { ...play.samples.officialAccount, ...officialAccount },
        present: { type: 'qr', url },
      };
    },

    async *watch({ id }, { rev, signal }) {
      const play = playOf(id);
      let seen = rev;
      for (;;) {
        signal.throwIfAborted();
        const { word } = stepOf(play);
        if (word === 'reconnecting') {
          throw new WechatMpLoginError('unreachable', { message: 'scripted: reconnecting' });
        }
        const snapshot = snapshotOf(play);
        if (snapshot.rev > seen) yield snapshot;
        seen = snapshot.rev;
        await turn(play, signal);
      }
    },

    async redeem(id, _verifier, { signal }) {
      const play = playOf(id);
      while (isLasting(stepOf(play).word)) await turn(play, signal);
      signal.throwIfAborted();
      const step = stepOf(play);
      if (isSuccess(step)) return signedIn(play, step.word === 'success-new', false);
      if (step.word !== 'binding') throw refusal(step);
      return {
        result: 'binding',
        chatCode: needsChatDigits,
        expiresIn: (step.ms ?? bindingMs) / 1000,
        options: options.options ?? play.samples.options,
      };
    },

    async bind(id, { action }, { signal }) {
      const play = playOf(id);
      await wait(answerMs, signal, after);
      const next = (): Step | undefined => play.steps[play.index + 1];
      // What only a proof can come to.
      const isOfLink = (step?: Step): boolean =>
        step?.word === 'select' || step?.word === 'proof_failed';
      while (action === 'create' && isOfLink(next())) play.index++;
      if (next()) {
        play.index++;
        const step = stepOf(play);
        if (step.word === 'select') {
          return { result: 'select', accounts: options.accounts ?? play.samples.accounts };
        }
        if (!isSuccess(step)) throw refusal(step);
      }
      const isNew = action === 'create' || stepOf(play).word === 'success-new';
      return signedIn(play, isNew, !isNew);
    },

    async sendVerificationCode(id, _request, { signal }) {
      playOf(id);
      await wait(answerMs, signal, after);
      return { resendIn: resendInS };
    },

    cancel({ id }) {
      attempts.delete(id);
      return Promise.resolve();
    },
  };
}
