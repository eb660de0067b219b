/**
 * A backend that plays a script. The login in front of it is the real one: it renews, waits,
 * reconnects and gives up as with any other backend, so a page that works with this one works with
 * them all. The mock is an entry of its own and no attribute of the tag, because an attribute that
 * fakes success would sooner or later end up on a real page.
 */
import type { Backend } from '../client/backend.js';
import { maxTries, passesSoon } from '../client/run/retry.js';
import { systemAfter, wait, type After } from '../client/wait.js';
import { WechatMpLoginError } from '../protocol/errors.js';
import type {
  Account,
  Authenticated,
  BindingOption,
  Choice,
  Created,
  CreateRequest,
  Method,
  OfficialAccount,
  Present,
  Snapshot,
} from '../protocol/messages.js';
import { authenticated, isSuccess, scriptedError, snapshotOf } from './answers.js';
import { createPlays, type Play, type Plays } from './plays.js';
import { sampleUrl } from './samples.js';
import { isError, isLasting, parseScript, phases, type Step } from './script.js';

/** Every option that is left out is a sample, in the language of the page. */
export interface MockOptions {
  /** The account that is signed in. */
  readonly account?: Account | undefined;
  /** The account behind the QR code; `{ kind: 'subscription' }` makes it a 公众号. */
  readonly officialAccount?: Partial<OfficialAccount> | undefined;
  /** All official accounts of the backend, if there are several; the first is the default. */
  readonly officialAccounts?: readonly OfficialAccount[] | undefined;
  /** How visitors can sign in, best first; `scan` alone unless set. Another method is refused. */
  readonly methods?: readonly Method[] | undefined;
  /** By message: what to send, and the account's own QR code. Digits alone unless set. */
  readonly message?: Partial<Omit<Extract<Present, { type: 'message' }>, 'type'>> | undefined;
  /** Inside WeChat: where the button leads; an address that signs nobody in unless set. */
  readonly authorizeUrl?: string | undefined;
  /** The content of the QR code; an address that signs nobody in unless set. */
  readonly url?: string | undefined;
  /** At `confirm`: the digits to send in the chat; `402913` unless set. */
  readonly confirmDigits?: string | undefined;
  /** At `binding`: the options; a new account, or one by user name and password, unless set. */
  readonly options?: readonly BindingOption[] | undefined;
  /** At `binding`: whether linking also asks for the chat digits. Any six digits pass. True unless set. */
  readonly needsChatDigits?: boolean | undefined;
  /** At `select`: the accounts to choose from; two unless set. */
  readonly accounts?: readonly Choice[] | undefined;
  /** At `sign_in_refused`: what the application says to the visitor. */
  readonly refusal?: string | undefined;
  /** `existing-only`: no new accounts, so the card says that visitors need one. Unset: anyone may sign in. */
  readonly newAccounts?: 'existing-only' | undefined;
  /** How long a QR code is valid, in milliseconds; 180 000 unless set. */
  readonly lifetimeMs?: number | undefined;
  /** How long an answer to the prompts takes, in milliseconds; 400 unless set. */
  readonly answerMs?: number | undefined;
  /** Whether the script starts over after its last end; true unless set, else its last part repeats. */
  readonly loop?: boolean | undefined;
  /** The clock, in milliseconds since 1970; `Date.now` unless set. */
  readonly now?: (() => number) | undefined;
  /** The timer; `setTimeout` unless set. */
  readonly after?: After | undefined;
  /** Receives the warning that this is a mock, once per page; `console.warn` unless set. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** How many attempts the mock remembers; a login has two at a time. */
const maxAttempts = 50;
const bindingMs = 600_000;
const resendInS = 60;

let hasWarned = false;

/**
 * Creates a backend that plays a script. Give it to the tag, or to `Login`, in place of an address.
 *
 * @param script steps in the order in which a login comes to them, as docs/mock.md describes
 * @throws MockScriptError if the script cannot be played
 * @example
 * ```ts
 * declare const login: { backend: Backend };
 * login.backend = mockBackend('ready:2s,confirm:1s,success');
 * ```
 */
export function mockBackend(script: string, options: MockOptions = {}): Backend {
  const { answerMs = 400, loop = true, now = Date.now, after = systemAfter } = options;
  const plays = createPlays({ parts: parseScript(script), loop, now, after });
  warnOnce(options);
  const signIn = (play: Play, isNew: boolean, isLinked: boolean): Authenticated => {
    plays.end(play);
    return authenticated(play, isNew, isLinked, options.account);
  };
  const attempts = createAttempts(plays, options);

  return {
    create: (request, { signal }) => attempts.create(request, signal),
    watch: ({ id }, { rev, signal }) => watch(plays, attempts, id, rev, signal),

    async redeem(id, _verifier, { signal }) {
      const play = attempts.playOf(id);
      while (isLasting(plays.stepOf(play).word)) await plays.untilNextStep(play, signal);
      signal.throwIfAborted();
      const step = plays.stepOf(play);
      if (isSuccess(step)) return signIn(play, step.word === 'success-new', false);
      if (step.word !== 'binding') {
        throw redeemErrorOf(options, play, step, () => attempts.forget(id));
      }
      return {
        result: 'binding',
        chatCode: options.needsChatDigits ?? true,
        expiresIn: (step.ms ?? bindingMs) / 1000,
        options: optionsOf(options, play),
      };
    },

    async bind(id, { action }, { signal }) {
      const play = attempts.playOf(id);
      await wait(answerMs, signal, after);
      if (action === 'create') skipProofs(play);
      if (nextStep(play)) {
        play.index++;
        const step = plays.stepOf(play);
        if (step.word === 'select') {
          return { result: 'select', accounts: options.accounts ?? play.samples.accounts };
        }
        if (!isSuccess(step)) throw errorOf(options, play, step);
      }
      const isNew = action === 'create' || plays.stepOf(play).word === 'success-new';
      return signIn(play, isNew, !isNew);
    },

    async sendVerificationCode(id, _request, { signal }) {
      attempts.playOf(id);
      await wait(answerMs, signal, after);
      return { resendIn: resendInS };
    },

    cancel({ id }) {
      attempts.forget(id);
      return Promise.resolve();
    },
  };
}

async function* watch(
  plays: Plays,
  attempts: Attempts,
  id: string,
  rev: number,
  signal: AbortSignal,
): AsyncGenerator<Snapshot> {
  const play = attempts.playOf(id);
  let newestRev = rev;
  for (;;) {
    signal.throwIfAborted();
    const step = plays.stepOf(play);
    if (step.word === 'reconnecting') {
      throw new WechatMpLoginError('unreachable', { message: 'scripted: reconnecting' });
    }
    const snapshot = attempts.snapshotOf(play);
    if (snapshot.rev > newestRev) yield snapshot;
    newestRev = snapshot.rev;
    await plays.untilNextStep(play, signal);
  }
}

function errorOf({ refusal }: MockOptions, { samples }: Play, step: Step): WechatMpLoginError {
  return scriptedError(step, refusal ?? samples.refusal);
}

/** Once the login shows the error, the part is over: the next redeem needs a new QR code. */
function redeemErrorOf(
  options: MockOptions,
  play: Play,
  step: Step,
  forget: () => void,
): WechatMpLoginError {
  const error = errorOf(options, play, step);
  const isTriedAgain = passesSoon(error) && ++play.failedRedeems < maxTries;
  if (!isTriedAgain) forget();
  return error;
}

function optionsOf({ options, newAccounts }: MockOptions, { samples }: Play) {
  const ofSample = samples.options.filter(({ action }) => !newAccounts || action === 'link');
  return options ?? ofSample;
}

function warnOnce({ warn }: MockOptions): void {
  // eslint-disable-next-line no-console -- for the developer
  const write = warn ?? ((message: string) => console.warn(message));
  if (!hasWarned) {
    write('wechat-mp-login/mock: a script is playing, and nobody is signed in for real.');
  }
  hasWarned = true;
}

const nextStep = ({ steps, index }: Play): Step | undefined => steps[index + 1];

/** A new account needs no proof, so the steps that follow a proof are skipped. */
function skipProofs(play: Play): void {
  const followsProof = (step?: Step): boolean =>
    step?.word === 'select' || step?.word === 'proof_failed';
  while (followsProof(nextStep(play))) play.index++;
}

function presentOf(
  method: Method,
  { url = sampleUrl, message, authorizeUrl }: MockOptions,
): Present {
  switch (method) {
    case 'scan':
      return { type: 'qr', url };
    case 'message':
      return { type: 'message', digits: '402913', ...message };
    case 'oauth':
      return { type: 'redirect', url: authorizeUrl ?? sampleUrl };
    default:
      return method satisfies never;
  }
}

function assertOffered(method: Method, methods: readonly string[]): void {
  if (methods.includes(method)) return;
  throw new WechatMpLoginError('method_unavailable', { message: 'scripted', methods });
}

interface Attempts {
  create(request: CreateRequest, signal: AbortSignal): Promise<Created>;
  /** @throws WechatMpLoginError `not_found` */
  playOf(id: string): Play;
  snapshotOf(play: Play): ReturnType<typeof snapshotOf>;
  forget(id: string): void;
}

function createAttempts(plays: Plays, options: MockOptions): Attempts {
  const { officialAccount, officialAccounts, newAccounts, methods = ['scan'] } = options;
  const { confirmDigits = '402913', lifetimeMs = 180_000 } = options;
  /** A run of the login requests all its QR codes with one signal; another signal is another run. */
  const runs = new WeakMap<AbortSignal, Play>();
  const attempts = new Map<string, Play>();
  let count = 0;
  const snapshotNow = (play: Play) => snapshotOf(play, { confirmDigits, lifetimeMs });

  function remember(play: Play): string {
    const id = `mock-${++count}`;
    attempts.set(id, play);
    const [oldest] = attempts.keys();
    if (attempts.size > maxAttempts && oldest !== undefined) attempts.delete(oldest);
    return id;
  }

  return {
    async create({ purpose, lang, method, officialAccount: key }, signal) {
      const chosen = officialAccounts?.find((each) => each.key === key) ?? officialAccounts?.[0];
      const offered = chosen?.methods ?? methods;
      assertOffered(method, offered);
      const play = runs.get(signal) ?? plays.begin(purpose, lang);
      runs.set(signal, play);
      while (plays.stepOf(play).word === 'loading') await plays.untilNextStep(play, signal);
      signal.throwIfAborted();
      const step = plays.stepOf(play);
      const { word, phase, ms } = step;
      const isRefused = phase === phases.creating || (phase === phases.waiting && ms);
      if (isError(word) && isRefused) throw scriptedError(step, play.samples.refusal);
      // QR codes that expire at once: the login renews them as often as it may, then shows `expired`.
      const isExpired = word === 'expired' && phase < phases.scanned;
      return {
        ...snapshotNow(play),
        ...(isExpired && { state: 'pending', expiresIn: 0 }),
        protocol: 1,
        levels: ['core', 'stream', 'binding', 'confirm'],
        id: remember(play),
        officialAccount: {
          ...play.samples.officialAccount,
          ...chosen,
          ...officialAccount,
        },
        ...(officialAccounts && { officialAccounts }),
        methods: offered,
        ...(newAccounts && { newAccounts }),
        present: presentOf(method, options),
      };
    },
    playOf(id) {
      const play = attempts.get(id);
      if (!play) throw new WechatMpLoginError('not_found');
      return play;
    },
    snapshotOf: snapshotNow,
    forget: (id) => void attempts.delete(id),
  };
}
