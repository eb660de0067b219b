/** The reference backend with a simulated WeChat, and a view of what it does. */
import type { RequestListener, ServerResponse } from 'node:http';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import { createWechatMpLogin } from '../../../src/server/index.js';
import type { Options } from '../../../src/server/index.js';
import { toNodeListener } from '../../../src/server/node.js';
import { createSimulator } from '../../../src/simulator/index.js';
import type { Simulator } from '../../../src/simulator/index.js';

export interface TestBackend {
  readonly listener: RequestListener;
  readonly simulator: Simulator;
  readonly callbackUrl: string;
  /** Requests of pages, oldest first, such as `POST /attempts/*`: ids are `*`, event streams `STREAM`. */
  readonly requests: readonly string[];
  /** Event names and details of the backend's log. */
  readonly log: readonly (readonly [event: string, details: Readonly<Record<string, unknown>>])[];
  openStreams(): number;
  /** Breaks every stream, as a failing network does. */
  cutStreams(): void;
  /** Moves the clock of the backend and of WeChat forward. */
  skip(ms: number): void;
  /** Scans this QR code text, follows if the phone asks, and waits until WeChat has pushed the event. */
  scan(text: string, person?: number): Promise<void>;
}

/**
 * @param origins other origins whose pages may use the backend
 * @param more options of the backend, in addition to the defaults or in their place
 */
export function createTestBackend(
  origin: string,
  origins: readonly string[] = [],
  more: Partial<Options> = {},
): TestBackend {
  let skippedMs = 0;
  const now = (): number => Date.now() + skippedMs;
  const requests: string[] = [];
  const log: [string, Readonly<Record<string, unknown>>][] = [];
  const streams = new Set<ServerResponse>();
  const sessions = createCookieSessions({ secure: false, now });
  const simulator = createSimulator({ now, deliver: (request) => login.fetch(request) });
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: simulator.wechatOptions(),
    officialAccount: { name: 'Mountain Shop' },
    accounts: createMemoryAccounts(),
    sessions,
    confirm: 'none',
    newAccounts: 'create',
    origins,
    limits: { createsPerAddressPerMinute: 1000 },
    log: (_, event, details) => log.push([event, details]),
    now,
    ...more,
  });
  simulator.account.callbackUrl = login.callbackUrl;
  const answer = toNodeListener(login);

  return {
    simulator,
    requests,
    log,
    callbackUrl: login.callbackUrl,
    listener(request, response) {
      const { method = '', url = '', headers } = request;
      if (url === '/me') {
        response.setHeader('Content-Type', 'application/json');
        void sessions
          .read(headers.cookie)
          .then((account) => response.end(JSON.stringify(account ?? null)));
        return;
      }
      const isStream = headers.accept === 'text/event-stream';
      const path = url
        .replace('/wechat-login', '')
        .replace(/\?.*/, '')
        .replace(/(\/attempts)\/[^/]+/, '$1/*');
      if (!path.startsWith('/wechat/')) requests.push(`${isStream ? 'STREAM' : method} ${path}`);
      if (isStream) {
        streams.add(response);
        response.once('close', () => streams.delete(response));
      }
      answer(request, response);
    },
    openStreams: () => streams.size,
    cutStreams() {
      for (const stream of streams) stream.socket?.destroy();
    },
    skip(ms) {
      skippedMs += ms;
    },
    async scan(text, index = 0) {
      const person = (await simulator.phone.people())[index];
      const result = await simulator.phone.scan(person?.id ?? '', text);
      if (result.type === 'profile') await simulator.phone.follow(person?.id ?? '', result.scanId);
      else if (result.type !== 'chat') throw new Error(`The phone says: ${result.type}`);
      await simulator.idle();
    },
  };
}
