/** The backend that the tests mount: the built package, with the simulator as WeChat. */
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createWechatMpLogin } from 'wechat-mp-login/server';
import { createPlatform } from '../../../support/frameworks/sign-in.js';

export interface LogLine {
  readonly event: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type TestBackend = ReturnType<typeof createBackend>;

export function createBackend(path = '/wechat-login') {
  const log: LogLine[] = [];
  const simulator = createPlatform();
  const login = createWechatMpLogin({
    publicUrl: `http://localhost:3000${path}`,
    wechat: simulator.wechatOptions(),
    officialAccount: { name: 'Mountain Shop' },
    newAccounts: 'create',
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: false }),
    log: (_, event, details) => log.push({ event, details }),
  });
  return { login, simulator, log };
}

/** The lines that say how a mount changes requests. */
export function hintsIn(log: readonly LogLine[]): string[] {
  return log
    .filter(({ event }) =>
      /^(unexpected_path|body_already_read|not_a_request|internal_error|push_refused)$/.test(event),
    )
    .map(({ event, details }) => `${event}: ${JSON.stringify(details)}`);
}
