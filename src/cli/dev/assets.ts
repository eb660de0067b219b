/** The files of the package that pages load. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { NotReady } from '../../conformance/discover.js';
import type { Texts } from './texts/index.js';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  map: 'application/json',
};

export interface Assets {
  /**
   * Sends a file of dist/, or 404.
   * @param path below dist/
   */
  send(path: string, response: ServerResponse): Promise<void>;
}

/** @throws NotReady if the package has not been built */
export async function openAssets(
  packageFolder: URL,
  { unbuilt }: Texts['failures'],
): Promise<Assets> {
  const folder = new URL('dist/', packageFolder);
  const read = (path: string): Promise<Buffer> => readFile(new URL(path, folder));
  await read('wechat-mp-login.min.js').catch(() => {
    throw new NotReady(unbuilt);
  });
  return {
    async send(wanted, response) {
      // No part may be "..", whoever calls this.
      const [path, , kind = ''] =
        /^((?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.(js|map))$/.exec(wanted) ?? [];
      const body = path === undefined ? undefined : await read(path).catch(() => undefined);
      if (!body) return void response.writeHead(404).end();
      const headers = { 'Content-Type': types[kind], 'Cache-Control': 'no-cache' };
      response.writeHead(200, headers).end(body);
    },
  };
}
