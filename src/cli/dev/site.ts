/** The server of `dev`: page, backend, and a simulated WeChat with a phone. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createCookieSessions, createMemoryAccounts } from '../../accounts/index.js';
import type { CookieSessions } from '../../accounts/index.js';
import { createWechatMpLogin, type Options, type WechatMpLogin } from '../../server/index.js';
import { toNodeListener } from '../../server/node.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import type { PushMode } from '../../wechat/index.js';
import type { Account } from '../account.js';
import type { DevArguments } from './arguments.js';
import { openAssets } from './assets.js';
import { listen } from './listen.js';
import { renderPage } from './page.js';
import { texts } from './texts/index.js';
import { pathOf, plainText, refusal } from './who-may-ask.js';

export interface Site {
  /** Where visitors open the page. */
  readonly origin: string;
  readonly port: number;
  readonly login: WechatMpLogin;
  readonly isReal: boolean;
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** @throws NotReady if the port is taken, or the files for the page are not there; ConfigurationError */
export async function startSite(
  args: DevArguments,
  packageFolder: URL,
  log: NonNullable<Options['log']>,
): Promise<Site> {
  let handle: Handler | undefined;
  const server = createServer((request, response) => {
    // A request that cannot be read ends its connection, and not the process.
    handle?.(request, response).catch(() => response.destroy());
  });
  const { failures } = texts[args.language];
  const assets = await openAssets(packageFolder, failures);
  const port = await listen(server, args.port, failures);
  const origin = args.real?.publicOrigin ?? `http://localhost:${port}`;
  try {
    const { login, sessions, simulator } = createBackend(args, origin, log);
    const toLogin = toNodeListener(login);
    const toPhone = simulator && toNodeListener(simulator);
    handle = async (request, response) => {
      const pathname = pathOf(request.url);
      const isForWeChat = pathname.startsWith('/simulator/');
      const refused = toPhone && refusal(request.headers, isForWeChat);
      if (refused) response.writeHead(403, plainText).end(refused);
      else if (pathname.startsWith('/wechat-login/')) toLogin(request, response);
      else if (toPhone && isForWeChat) toPhone(request, response);
      else if (pathname.startsWith('/assets/')) {
        await assets.send(pathname.slice('/assets/'.length), response);
      } else await sendPage({ args, sessions, origin }, pathname, request, response);
    };
    return {
      ...{ origin, port, login, isReal: !simulator },
      close: () => close(server, login),
    };
  } catch (error) {
    server.close();
    throw error;
  }
}

interface Backend {
  readonly login: WechatMpLogin;
  readonly sessions: CookieSessions;
  readonly simulator?: Simulator;
}

function createBackend(
  { language, confirm, real }: DevArguments,
  origin: string,
  log: NonNullable<Options['log']>,
): Backend {
  const name = texts[language].accounts.ofOwnPage;
  const simulator = real ? undefined : createSimulator({ account: { name } });
  const accounts = createMemoryAccounts();
  const sessions = createCookieSessions({ secure: origin.startsWith('https:') });
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: simulator
      ? {
          ...simulator.wechatOptions(),
          authorizeUrl: `${origin}/simulator/connect/oauth2/authorize`,
        }
      : realWechat(real?.account),
    officialAccount: { name },
    newAccounts: 'create',
    ...{ confirm, accounts, sessions, log },
  });
  if (!simulator) return { login, sessions };
  simulator.account.callbackUrl = login.callbackUrl;
  return { login, sessions, simulator };
}

/** The backend checks what the settings look like. */
function realWechat(account: Account | undefined): NonNullable<Options['wechat']> {
  if (!account) throw new Error('Without a simulator, there is an account.');
  const { encodingAesKey, originalId, mode, ...keys } = account;
  return {
    ...keys,
    mode: mode as PushMode,
    ...(encodingAesKey && { encodingAesKey }),
    ...(originalId && { originalId }),
  };
}

interface Visited {
  readonly args: DevArguments;
  readonly sessions: CookieSessions;
  readonly origin: string;
}

async function sendPage(
  { args, sessions, origin }: Visited,
  pathname: string,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (pathname === '/sign-out' && method === 'POST' && headers.origin === origin) {
    const setCookie = await sessions.close(headers.cookie);
    return void response.writeHead(303, { Location: '/', 'Set-Cookie': setCookie }).end();
  }
  if (pathname !== '/') return void response.writeHead(404).end();
  const account = await sessions.read(headers.cookie);
  const html = renderPage({
    ...{ language: args.language, hasPhone: !args.real },
    name: account?.name,
  });
  const type = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  response.writeHead(200, type).end(html);
}

async function close(server: Server, login: WechatMpLogin): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  await login.close({ timeoutMs: 1000 });
  server.closeAllConnections();
  await closed;
}
