/** Starts the processes of a load run: WeChat, instances of the backend, and clients. */
import { bundleProcesses, type Bundles } from '../processes/bundle.js';
import { startProcess, type Child } from '../processes/parent.js';
import type { ProcessKind } from '../processes/child.js';
import type { Client } from './client/client.js';
import type { Instance, InstanceSettings } from './servers/instance.js';
import type { Platform } from './servers/platform.js';
import { sumOutcomes, type Outcome } from './tally.js';
import type { Target } from './client/target.js';

const publicUrl = 'http://localhost:3000/wechat-login';
/** More than the persons of one client. */
const personsPerClient = 10_000_000;

/** One or more instances of the backend on one store. */
export interface Instances {
  readonly children: readonly Child<Instance>[];
  readonly target: Target;
}

export interface Cast {
  readonly platform: Child<Platform>;
  readonly clients: readonly Child<Client>[];
  readonly files: Bundles['files'];
  /** Starts an instance on each of these ports; 0 for any that is free. */
  start(
    ports: readonly number[],
    settings: Pick<InstanceSettings, 'store' | 'limits' | 'applicationUrl'>,
  ): Promise<Instances>;
  /** Starts another process, which ends with the others. */
  readonly add: <Kind extends ProcessKind>(started: Promise<Child<Kind>>) => Promise<Child<Kind>>;
  close(): Promise<void>;
}

export interface CastOptions {
  readonly clients: number;
  /** Kept connections of each client to each server. */
  readonly connections: number;
  /** For the instances, such as `--cpu-prof`. */
  readonly execArgv?: readonly string[];
}

export async function startCast({
  clients,
  connections,
  execArgv = [],
}: CastOptions): Promise<Cast> {
  const bundles = await bundleProcesses();
  const { files } = bundles;
  const running: Pick<Child<ProcessKind>, 'stop'>[] = [];
  async function add<Kind extends ProcessKind>(
    starting: Promise<Child<Kind>>,
  ): Promise<Child<Kind>> {
    const child = await starting;
    running.push(child);
    return child;
  }
  async function close(): Promise<void> {
    await Promise.all(running.map((child) => child.stop()));
    await bundles.remove();
  }

  try {
    const platform = await add(startProcess<Platform>(files.platform, {}));
    const { url: platformUrl } = platform.started;
    const startClient = (index: number): Promise<Child<Client>> =>
      add(
        startProcess<Client>(files.client, { firstPerson: index * personsPerClient, connections }),
      );
    return {
      ...{ platform, files, add, close },
      clients: await Promise.all(Array.from({ length: clients }, (_, index) => startClient(index))),
      async start(ports, settings) {
        const start = (port: number): Promise<Child<Instance>> => {
          const all = { publicUrl, platformUrl, port, ...settings };
          return add(startProcess<Instance>(files.instance, all, { execArgv }));
        };
        const children = await Promise.all(ports.map(start));
        return { children, target: targetOf(children) };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function targetOf(children: readonly Child<Instance>[]): Target {
  const { origin, pathname: basePath } = new URL(publicUrl);
  const [first] = children;
  if (!first) throw new Error('There must be at least one instance.');
  const { callbackPath } = first.started;
  return { servers: children.map(({ started }) => started), origin, basePath, callbackPath };
}

/** Lets all clients do the same side by side, and adds up what happened. */
export async function together(
  clients: readonly Child<Client>[],
  act: (client: Child<Client>) => Promise<Outcome>,
): Promise<Outcome> {
  return sumOutcomes(await Promise.all(clients.map(act)));
}
