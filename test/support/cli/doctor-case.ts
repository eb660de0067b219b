/** A simulated official account, a backend, and the doctor that looks at both. */
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createWechatMpLogin, type WechatOptions } from 'wechat-mp-login/server';
import { createSimulator, type Simulator, type SimulatorOptions } from 'wechat-mp-login/simulator';
import { doctor } from '../../../src/cli/doctor/doctor.js';

export const url = 'https://example.com/wechat-login';

type Answer = (request: Request) => Promise<Response>;

/** What differs from a healthy account. */
export interface Ailment {
  readonly simulator?: SimulatorOptions;
  /** Changes the simulated account or its settings. */
  readonly plant?: (simulator: Simulator) => void;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Files of the current folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Stands between the doctor and WeChat's API. */
  readonly network?: (answer: Answer) => Answer;
  /** Options of the backend that differ from the account's. */
  readonly backend?: Partial<WechatOptions>;
  /** Stands before the backend. */
  readonly before?: (answer: Answer) => Answer;
  readonly args?: readonly string[];
  /** Leaves --url out. */
  readonly withoutUrl?: boolean;
  /** By how much this machine's clock is ahead. */
  readonly aheadMs?: number;
  /** What somebody else does while the doctor waits. */
  readonly meanwhile?: (simulator: Simulator) => Promise<unknown>;
}

export interface Visit {
  readonly exitCode: number;
  readonly output: string;
  readonly simulator: Simulator;
}

/** With a follower, whose unionid can be looked up. */
function createAccount(options: SimulatorOptions = {}): Simulator {
  return createSimulator({ people: [{ name: 'Mei', follows: true }, 'Lin'], ...options });
}

function createBackend(simulator: Simulator, { backend, before }: Ailment): Answer {
  const login = createWechatMpLogin({
    publicUrl: url,
    wechat: { ...simulator.wechatOptions(), ...backend },
    officialAccount: { name: 'Mountain Shop' },
    newAccounts: 'create',
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: true }),
    log: () => undefined,
  });
  const answer: Answer = (request) => login.fetch(request);
  return before ? before(answer) : answer;
}

export async function visit(ailment: Ailment, args: readonly string[] = []): Promise<Visit> {
  const simulator = createAccount(ailment.simulator);
  const answer = createBackend(simulator, ailment);
  ailment.plant?.(simulator);
  const { account } = simulator;
  let output = '';
  const own = ailment.withoutUrl ? [] : ['--url', url];
  const exitCode = await doctor([...own, '--wait', '1', ...(ailment.args ?? []), ...args], {
    terminal: { isTerminal: false, colours: false, write: (text) => void (output += text) },
    environment: {
      WECHAT_APP_ID: account.appId,
      WECHAT_APP_SECRET: account.appSecret,
      WECHAT_TOKEN: account.token,
      WECHAT_AES_KEY: account.encodingAesKey,
      WECHAT_MODE: account.mode,
      WECHAT_ORIGINAL_ID: account.originalId,
      ...ailment.environment,
    },
    readFile: (path) => ailment.files?.[path],
    async fetch(input, init) {
      const { hostname } = new URL(input);
      if (hostname !== 'api.weixin.qq.com') return answer(new Request(input, init));
      const api: Answer = (request) => simulator.fetch(request);
      const response = await (ailment.network?.(api) ?? api)(new Request(input, init));
      response.headers.set('date', new Date().toUTCString());
      return response;
    },
    now: () => Date.now() + (ailment.aheadMs ?? 0),
    sleep: async () => ailment.meanwhile?.(simulator),
  });
  return { exitCode, output, simulator };
}
