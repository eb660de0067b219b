/** The server of `dev` in a project: passes requests on to its programs, plays WeChat, and shows the phone. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { NotReady } from '../../../conformance/discover.js';
import { toNodeListener } from '../../../server/node.js';
import { createSimulator } from '../../../simulator/index.js';
import { variables } from '../../account.js';
import type { Environment } from '../../terminal.js';
import type { DevArguments } from '../arguments.js';
import { openAssets, type Assets } from '../assets.js';
import { listen } from '../listen.js';
import { passOn, passUpgradeOn } from './pass-on.js';
import { phoneScript } from './phone-script.js';
import { programsOf } from './programs.js';
import { runProgram, type Running } from './run-program.js';

export { hasLogin } from './programs.js';

export interface ProjectSite {
  /** Where visitors find the login, as init has written it. */
  readonly pageUrl: string;
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
  const { page: pageProgram, login: loginProgram } = programsOf(folder, args.command);
  const assets = await openAssets(packageFolder);
  const server = createServer();
  const port = await listen(server, args.port);
  const origin = args.real?.publicOrigin ?? `http://localhost:${port}`;
  const callbackUrl = `${origin}/wechat-login/wechat/default`;
  const weChat = args.real ? undefined : playWeChat(`http://localhost:${port}`, callbackUrl);
  const environment = { PUBLIC_URL: origin, ...weChat?.environment };
  const running: Running[] = [];
  const close = async (): Promise<void> => {
    for (const each of running) each.stop();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  try {
    const page = await runProgram(pageProgram, folder, environment);
    running.push(page);
    const login = loginProgram ? await runProgram(loginProgram, folder, environment) : page;
    if (login !== page) running.push(login);
    const up = Promise.all(running.map((each) => each.untilUp()));
    const programs = { page: page.port, login: login.port, up };
    server.on('request', answerFor(args, assets, weChat, programs));
    server.on('upgrade', (request, socket, head) =>
      passUpgradeOn(page.port, request, socket, head),
    );
    await up;
    return {
      ...{ callbackUrl, close, isReal: !weChat },
      pageUrl: `${origin}${pagePath(folder)}`,
      ended: Promise.race(running.map(({ ended }) => ended)),
    };
  } catch (error) {
    await close();
    throw new NotReady(error instanceof Error ? error.message : String(error));
  }
}

interface WeChat {
  readonly environment: Environment;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
}

/** WeChat with one account, and the variables by which the project's login uses it. */
function playWeChat(origin: string, callbackUrl: string): WeChat {
  const simulator = createSimulator();
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

interface Ports {
  readonly page: number;
  readonly login: number;
  /** Resolves when both accept connections: a page that is opened early waits. */
  readonly up: Promise<unknown>;
}

function answerFor(
  { language }: DevArguments,
  assets: Assets,
  weChat: WeChat | undefined,
  { page, login, up }: Ports,
) {
  const script = phoneScript(language, `${assetsPath}phone.js`, simulatorPath);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '/';
    if (weChat && path.startsWith(`${simulatorPath}/`)) weChat.answer(request, response);
    else if (weChat && path === phonePath) {
      response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' }).end(script);
    } else if (weChat && path.startsWith(assetsPath)) {
      void assets.send(path.slice(assetsPath.length), response);
    } else {
      const port = path.startsWith('/wechat-login/') ? login : page;
      const pass = (): void => passOn(port, weChat && phonePath, request, response);
      up.then(pass, () => response.destroy());
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
