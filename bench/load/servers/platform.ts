/** A process in place of WeChat's API. It answers with as little work as possible, and keeps nothing. */
import { createServer } from 'node:http';
import { runChild, type ProcessKind } from '../../processes/child.js';
import { listen } from '../../processes/listen.js';
import { qrCodeUrlOf } from '../account.js';

export interface Platform extends ProcessKind {
  readonly started: { readonly url: string };
}

function answer(url: URL, body: string): object {
  if (url.pathname.endsWith('/stable_token')) return { access_token: 'token', expires_in: 7200 };
  if (url.pathname.endsWith('/user/info')) {
    const openid = url.searchParams.get('openid') ?? '';
    return { subscribe: 1, openid, unionid: `u${openid}` };
  }
  const scene = /"scene_str":"([^"]*)"/.exec(body)?.[1] ?? '';
  return { ticket: 'gQ', expire_seconds: 260, url: qrCodeUrlOf(scene) };
}

await runChild<Platform>(async () => {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.once('end', () => {
      const text = JSON.stringify(answer(new URL(request.url ?? '/', 'http://platform'), body));
      response.setHeader('Content-Type', 'application/json').end(text);
    });
  });
  const { host, port } = await listen(server);
  return { started: { url: `http://${host}:${port}` }, asked: {} };
});
