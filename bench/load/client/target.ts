/** What a load client sends its requests to, and how it looks to it. */
import { addressOf } from '../addresses.js';
import type { Answer, Http, Server } from './http.js';
import { LoadError } from '../tally.js';

export interface Target {
  /** The instances, or the one proxy before them. Each request goes to the next one. */
  readonly servers: readonly Server[];
  /** Of the page, which is that of the backend's `publicUrl`. */
  readonly origin: string;
  /** The path of `publicUrl`. */
  readonly basePath: string;
  readonly callbackPath: string;
  /** How long a page or WeChat tries again before it gives up. Default: 0, not at all. */
  readonly patienceMs?: number;
  /** Whether each session is used once, at the path `/whoami` of a load run's instance. Default: false. */
  readonly usesSessions?: boolean;
}

export interface Connection {
  readonly http: Http;
  nextServer(): Server;
}

export function connect(http: Http, { servers }: Pick<Target, 'servers'>): Connection {
  let requests = 0;
  return {
    http,
    nextServer() {
      const server = servers[requests++ % servers.length];
      if (!server) throw new Error('A target needs at least one server.');
      return server;
    },
  };
}

const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

/** What the browser of a page sends, behind a proxy that tells the visitor's address. */
export const pageHeaders = (visitor: number, origin: string): Record<string, string> => ({
  Origin: origin,
  Accept: 'application/json',
  'Accept-Language': 'zh-CN',
  'Content-Type': 'application/json',
  'User-Agent': userAgent,
  'X-Forwarded-For': addressOf(visitor),
});

/** What WeChat sends with a push. */
export const pushHeaders = { 'Content-Type': 'text/xml', 'User-Agent': 'Mozilla/4.0' } as const;

/** @throws LoadError that names the request, the status and the code of the problem */
export function requireStatus(what: string, answer: Answer, expected: number): void {
  if (answer.status === expected) return;
  const code = /"code":"([^"]*)"/.exec(answer.text)?.[1] ?? '';
  throw new LoadError(`${what}: ${answer.status} ${code}`.trim());
}
