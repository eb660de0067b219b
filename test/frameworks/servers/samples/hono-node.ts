import { serve, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { clientAddress } from 'wechat-mp-login/server/node';
import { login } from './login.js';

const app = new Hono<{ Bindings: HttpBindings }>();
app.all('/wechat-login/*', (context) =>
  login.fetch(context.req.raw, { address: clientAddress(context.env.incoming) }),
);
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
