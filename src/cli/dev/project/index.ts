/** The server of `dev` in a project: passes requests on to its programs, plays WeChat, and shows the phone. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { NotReady } from '../../../conformance/discover.js';
import { toNodeListener } from '../../../server/node.js';
import { createSimulator } from '../../../simulator/index.js';
import { variables } from '../../account.js';
import type { Environment } from '../../terminal.js';
import type { DevArguments } from '../arguments.js';
import { openAssets, type Assets } from '../assets.js';
import { listen } from '../listen.js';
import { texts } from '../texts/index.js';
import { pathOf, plainText, refusal } from '../who-may-ask.js';
import { maxHeaderSize, passOn, passUpgradeOn } from './pass-on.js';
import { phoneScript } from './phone-script.js';
import { programsOf, type Program } from './programs.js';
import { runProgram, type Running } from './run-program.js';

export { hasLogin } from './programs.js';

export interface ProjectSite {
  /** Where visitors find the login, as init has written it. */
  readonly pageUrl: string;
  readonly port: number;
  readonly callbackUrl: string;
  readonly isReal: boolean;
  /** Rejects when a program of the project ends by itself. */
  readonly ended: Promise<never>;
  close(): Promise<void>;
}

/** No path of a project. */
const ownPath = '/wechat-mp-login-dev/';
const phonePath = `${ownPath}phone-on-page.js`;
const assetsPath = `${ownPath}assets/`;
const simulatorPath = `${ownPath}simulator`;

/** @throws NotReady if a program or a file is missing, or the port is taken */
export async function startProject(
  args: DevArguments,
  folder: string,
  packageFolder: URL,
): Promise<ProjectSite> {
  const { page: pageProgram, login: loginProgram } = programsOf(
    folder,
    args.command,
    args.language,
  );
  const { failures, accounts } = texts[args.language];
  const assets = await openAssets(packageFolder, failures);
  const server = createServer({ maxHeaderSize });
  const port = await listen(server, args.port, failures);
  const origin = args.real?.publicOrigin ?? `http://localhost:${port}`;
  const callbackUrl = `${origin}/wechat-login/wechat/default`;
  const weChat = args.real
    ? undefined
    : playWeChat(`http://localhost:${port}`, callbackUrl, accounts.ofProject);
  const environment = { PUBLIC_URL: origin, ...weChat?.environment };
  const run = (program: Program): Promise<Running> =>
    runProgram(program, folder, environment, failures);
  const running: Running[] = [];
  const upgraded = new Set<Duplex>();
  const close = async (): Promise<void> => {
    for (const each of running) each.stop();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
    await closed;
  };
  try {
    const page = await run(pageProgram);
    running.push(page);
    const login = loginProgram ? await run(loginProgram) : page;
    if (login !== page) running.push(login);
    const up = Promise.all(running.map((each) => each.untilUp()));
    const programs = { page: page.port, login: login.port, origin, up };
    server.on('request', answerFor(args, assets, weChat, programs));
    server.on('upgrade', upgradeFor(weChat, page.port, upgraded));
    await up;
    const ended = Promise.race(running.map((each) => each.ended));
    // Whoever waits for it learns of it; nobody has to.
    ended.catch(() => undefined);
    return {
      ...{ callbackUrl, close, port, isReal: !weChat },
      pageUrl: `${origin}${pagePath(folder)}`,
      ended,
    };
  } catch (error) {
    await close();
    throw new NotReady(error instanceof Error ? error.message : String(error));
  }
}

/** @param upgraded the sockets that are open, which the server does not count any more */
function upgradeFor(weChat: WeChat | undefined, port: number, upgraded: Set<Duplex>) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (weChat && refusal(request.headers, false)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    upgraded.add(socket.once('close', () => upgraded.delete(socket)));
    passUpgradeOn(port, request, socket, head);
  };
}

interface WeChat {
  readonly environment: Environment;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
}

/** WeChat with one account, and the variables by which the project's login uses it. */
function playWeChat(origin: string, callbackUrl: string, name: string): WeChat {
  const simulator = createSimulator({ account: { name } });
  const { account } = simulator;
  account.callbackUrl = callbackUrl;
  return {
    answer: toNodeListener(simulator),
    environment: {
      [variables.appId]: account.appId,
      [variables.appSecret]: account.appSecret,
      [variables.token]: account.token,
      [variables.encodingAesKey]: account.encodingAesKey,
      [variables.apiBaseUrl]: `${origin}${simulatorPath}`,
    },
  };
}

interface Programs {
  /** The port of what serves the pages. */
  readonly page: number;
  /** The port of what answers for the login. */
  readonly login: number;
  /** The origin of `dev`. */
  readonly origin: string;
  /** Resolves when both accept connections: a page that is opened early waits. */
  readonly up: Promise<unknown>;
}

function answerFor(
  { language }: DevArguments,
  assets: Assets,
  weChat: WeChat | undefined,
  { page, login, origin, up }: Programs,
) {
  const script = phoneScript(language, `${assetsPath}phone.js`, simulatorPath);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const path = pathOf(request.url);
    const isForWeChat = path.startsWith(`${simulatorPath}/`);
    const refused = weChat && refusal(request.headers, isForWeChat);
    if (refused) response.writeHead(403, plainText).end(refused);
    else if (weChat && isForWeChat) weChat.answer(request, response);
    else if (weChat && path === phonePath) {
      response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' }).end(script);
    } else if (weChat && path.startsWith(assetsPath)) {
      void assets.send(path.slice(assetsPath.length), response);
    } else {
      const port = path.startsWith('/wechat-login/') ? login : page;
      const to = { port, origin, phoneScript: weChat && phonePath };
      up.then(() => passOn(to, request, response)).catch(() => response.destroy());
    }
  };
}

/** Where the page that `init` has written is: at the root of the site unless that has one already. */
function pagePath(folder: string): string {
  const places: readonly (readonly [path: string, files: readonly string[]])[] = [
    ['/sign-in.html', ['sign-in.html', 'public/sign-in.html']],
    ['/sign-in', ['app/sign-in', 'src/app/sign-in', 'app/pages/sign-in.vue']],
  ];
  const exists = (file: string): boolean => existsSync(join(folder, file));
  return places.find(([, files]) => files.some(exists))?.[0] ?? '/';
}
