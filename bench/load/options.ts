/** The options of `npm run load`. */
import { parseArgs } from 'node:util';
import type { InstanceSettings } from './servers/instance.js';
import type { Server } from './client/http.js';
import type { StoreSettings } from './servers/stores.js';

export interface LoadOptions {
  readonly store: StoreSettings['type'];
  readonly limits: InstanceSettings['limits'];
  /** Of each instance; 0 for any that is free. */
  readonly ports: readonly number[];
  readonly proxy: Server | undefined;
  /** nginx before the instances, with the configuration of the sample deployment. */
  readonly hasNginx: boolean;
  readonly waiting: number;
  /** Logins a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly clients: number;
  /** How long pages and WeChat try again, in seconds. */
  readonly patience: number;
  /** When the last instance is killed, in seconds after the start. */
  readonly killAt: number | undefined;
  /** Look for the highest rate that is sustained first, if `rate` is not. */
  readonly isSearch: boolean;
  readonly isJson: boolean;
  /** Write docs/benchmarks/load-<store>.json. */
  readonly isWritten: boolean;
}

const options = {
  store: { type: 'string', default: 'memory' },
  limits: { type: 'string', default: 'default' },
  instances: { type: 'string', default: '1' },
  ports: { type: 'string' },
  proxy: { type: 'string' },
  nginx: { type: 'boolean', default: false },
  waiting: { type: 'string', default: '100' },
  rate: { type: 'string', default: '20' },
  seconds: { type: 'string', default: '10' },
  clients: { type: 'string', default: '2' },
  patience: { type: 'string', default: '30' },
  'kill-at': { type: 'string' },
  search: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** @throws Error that names the option that is wrong */
export function readOptions(args: string[]): LoadOptions {
  const { values } = parseArgs({ args, options });
  const number = (name: string, text: string, least = 0): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= least) return value;
    throw new Error(`--${name} must be a number of at least ${least}; it is "${text}".`);
  };
  const count = (name: string, text: string): number => {
    const value = number(name, text, 1);
    if (Number.isInteger(value)) return value;
    throw new Error(`--${name} must be a whole number; it is "${text}".`);
  };
  const { ports, proxy, 'kill-at': killAt } = values;
  if (values.nginx && proxy !== undefined) throw new Error('Use --nginx or --proxy, not both.');
  return {
    store: oneOf('store', values.store, ['memory', 'redis', 'postgres']),
    limits: oneOf('limits', values.limits, ['default', 'none']),
    ports: ports
      ? ports.split(',').map((port) => count('ports', port))
      : Array<number>(count('instances', values.instances)).fill(0),
    proxy: proxy === undefined ? undefined : readProxy(proxy),
    waiting: number('waiting', values.waiting),
    rate: number('rate', values.rate, 0.1),
    seconds: number('seconds', values.seconds, 1),
    clients: count('clients', values.clients),
    patience: number('patience', values.patience),
    killAt: killAt === undefined ? undefined : number('kill-at', killAt),
    hasNginx: values.nginx,
    isSearch: values.search,
    isJson: values.json,
    isWritten: values.write,
  };
}

function oneOf<Value extends string>(
  name: string,
  text: string,
  allowed: readonly [Value, ...Value[]],
): Value {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return found;
  throw new Error(`--${name} must be ${allowed.join(' or ')}; it is "${text}".`);
}

function readProxy(text: string): Server {
  const [, host, port] = /^([\w.-]+):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined) return { host, port: Number(port) };
  throw new Error(`--proxy must be a host and a port, such as 127.0.0.1:8080; it is "${text}".`);
}
