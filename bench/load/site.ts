/** Everything that a load run needs besides its clients: database, accounts, instances and nginx. */
import { startProcess, type Child } from '../processes/parent.js';
import { startCast, type Cast, type Instances } from './cast.js';
import type { Target } from './client/target.js';
import type { LoadOptions } from './options.js';
import type { Application } from './servers/application.js';
import { startDatabase, type Database } from './servers/databases.js';
import { startNginx, type Nginx } from './servers/nginx.js';

export interface Site {
  readonly cast: Cast;
  readonly instances: Instances;
  readonly application: Child<Application>;
  /** As visitors reach it. */
  readonly target: Target;
  readonly database: Database | undefined;
  readonly nginx: Nginx | undefined;
  close(): Promise<void>;
}

const connectionsOfClient = 64;

/** @returns what is missing, if this machine lacks a server */
export async function openSite(options: LoadOptions): Promise<Site | string> {
  const opened: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const each of opened.reverse()) await each.close();
  };
  try {
    const site = await open(options, (each) => opened.push(each));
    if (typeof site === 'string') await close();
    return typeof site === 'string' ? site : { ...site, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  { store: name, limits, ports, proxy, hasNginx, clients, patience }: LoadOptions,
  keep: (opened: { close(): Promise<void> }) => void,
): Promise<Omit<Site, 'close'> | string> {
  const database = name === 'memory' ? undefined : await startDatabase(name);
  if (typeof database === 'string') return database;
  if (database) keep(database);
  const cast = await startCast({ clients, connections: connectionsOfClient });
  keep(cast);
  const application = await cast.add(
    startProcess<Application>(cast.files.application, { isSecure: false }),
  );
  const instances = await cast.start(ports, {
    ...{ store: database?.store ?? { type: 'memory' }, limits },
    applicationUrl: application.started.url,
  });
  const nginx = hasNginx ? await startNginx(instances.target.servers) : undefined;
  if (typeof nginx === 'string') return nginx;
  if (nginx) keep(nginx);
  const server = nginx?.server ?? proxy;
  const target = {
    ...{ ...instances.target, patienceMs: patience * 1000, usesSessions: true },
    ...(server && { servers: [server] }),
  };
  await Promise.all(cast.clients.map((client) => client.ask('aim', target)));
  return { cast, instances, application, target, database, nginx };
}
