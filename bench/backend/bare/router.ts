/**
 * A process that answers `{}` with the router and the adapter of the backend, as a yardstick. Below
 * `/asking`, it asks WeChat first, as two of the three requests of a login do.
 */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { runChild, type ProcessKind } from '../../processes/child.js';
import { listen } from '../../processes/listen.js';

export interface BareRouter extends ProcessKind {
  readonly settings: { readonly platformUrl: string };
  readonly started: { readonly host: string; readonly port: number };
}

await runChild<BareRouter>(async ({ platformUrl }) => {
  const app = new Hono();
  app.post('/empty', async (c) => {
    await c.req.text();
    return c.json({});
  });
  let requests = 0;
  app.post('/asking', async (c) => {
    await c.req.text();
    if (++requests % 3 !== 0) {
      const answer = await fetch(`${platformUrl}/cgi-bin/user/info?openid=x`);
      await answer.json();
    }
    return c.json({});
  });
  const answer = getRequestListener(app.fetch);
  const server = createServer((request, response) => void answer(request, response));
  return { started: await listen(server), asked: {} };
});
