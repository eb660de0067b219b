/** Ways to mount the backend in Fastify, Koa, Hono, h3 and the edge runtime: each signs somebody in. */
import assert from 'node:assert/strict';
import { Server } from 'node:http';
import { test } from 'node:test';
import middie from '@fastify/middie';
import { serve as serveHono } from '@hono/node-server';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import fastify5, { type FastifyInstance } from 'fastify';
import fastify4 from 'fastify-4';
import { createApp, eventHandler, toNodeListener as h3Listener, toWebRequest } from 'h3';
import { Hono } from 'hono';
import Koa from 'koa';
import { koaBody } from 'koa-body';
import bodyParser from 'koa-bodyparser';
import mountAt from 'koa-mount';
import { toFastifyPlugin } from 'wechat-mp-login/server/fastify';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { signIn } from '../../support/frameworks/sign-in.js';
import { createBackend, hintsIn, type TestBackend } from './support/backend.js';
import { serve, served, type Served } from './support/serve.js';

const path = '/wechat-login';

async function signInAt(
  { simulator, log }: TestBackend,
  { origin, close }: Served,
  below = path,
): Promise<void> {
  await signIn(simulator, `${origin}${below}`);
  assert.deepEqual(hintsIn(log), []);
  await close();
}

// The application below is the same in both, and has the types of 5.
const fastifies = { 4: fastify4 as unknown as typeof fastify5, 5: fastify5 };

async function listening(app: FastifyInstance): Promise<Served> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { origin } = await served(app.server);
  return { origin, close: () => app.close() };
}

for (const [version, fastify] of Object.entries(fastifies)) {
  test(`Fastify ${version}: the plugin, beside routes with the default parser`, async () => {
    const backend = createBackend();
    const app = fastify();
    app.addHook('onRequest', async (_, reply) => void reply.header('x-frame-options', 'DENY'));
    app.register(toFastifyPlugin(backend.login, { trustedProxies: 1 }));
    app.post('/echo', async (request) => request.body);
    const server = await listening(app);
    const headers = { 'content-type': 'application/json' };
    const echo = await fetch(`${server.origin}/echo`, { method: 'POST', headers, body: '{"a":1}' });
    assert.deepEqual(await echo.json(), { a: 1 });
    const ours = await fetch(`${server.origin}${path}/attempts`, { method: 'DELETE' });
    assert.equal(ours.status, 405);
    assert.equal(ours.headers.get('x-frame-options'), 'DENY');
    await signInAt(backend, server);
  });

  test(`Fastify ${version}: the plugin below a prefix of publicUrl`, async () => {
    const backend = createBackend('/shop/wechat-login');
    const app = fastify();
    app.register(toFastifyPlugin(backend.login), { prefix: '/shop' });
    await signInAt(backend, await listening(app), '/shop/wechat-login');
  });

  test(`Fastify ${version}: a prefix that publicUrl does not have is named at the start`, async () => {
    const app = fastify();
    app.register(toFastifyPlugin(createBackend().login), { prefix: '/api' });
    await assert.rejects(app.ready() as unknown as Promise<void>, /prefix \/api.*\/wechat-login/);
  });

  test(`Fastify ${version}: closing the server ends open event streams`, async () => {
    const { login } = createBackend();
    const app = fastify();
    app.register(toFastifyPlugin(login));
    let closed = false;
    const { close } = login;
    login.close = () => {
      closed = true;
      close();
    };
    await app.ready();
    await app.close();
    assert.ok(closed);
  });

  test(`Fastify ${version}: a route after the default parser is named in the log`, async () => {
    const { login, log } = createBackend();
    const listener = toNodeListener(login);
    const app = fastify();
    app.all(`${path}/*`, (request, reply) => {
      reply.hijack();
      listener(request.raw, reply.raw);
    });
    const { origin, close } = await listening(app);
    const headers = { 'content-type': 'application/json' };
    await fetch(`${origin}${path}/attempts`, { method: 'POST', headers, body: '{"a":1}' });
    await close();
    assert.match(hintsIn(log).join(), /body_already_read.*wechat-mp-login\/server\/fastify/);
  });

  test(`Fastify ${version}: a route that is the listener is told to register the plugin`, async () => {
    const app = fastify();
    app.all(`${path}/*`, toNodeListener(createBackend().login) as never);
    const { origin, close } = await listening(app);
    const answer = await fetch(`${origin}${path}/attempts`);
    assert.equal(answer.status, 500);
    assert.match(await answer.text(), /toFastifyPlugin\(login\)/);
    await close();
  });
}

test('Fastify 5: app.use of @fastify/middie', async () => {
  const backend = createBackend();
  const app = fastify5();
  await app.register(middie);
  app.use(path, toNodeListener(backend.login));
  await signInAt(backend, await listening(app));
});

test('NestJS on Fastify: the plugin', async () => {
  const backend = createBackend();
  class AppModule {}
  Module({})(AppModule);
  const adapter = new FastifyAdapter();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, {
    logger: false,
  });
  await app.register(toFastifyPlugin(backend.login) as never);
  await app.listen(0, '127.0.0.1');
  const { origin } = await served(app.getHttpServer());
  await signInAt(backend, { origin, close: () => app.close() });
});

const koas = {
  'without a body parser': () => new Koa(),
  'after koa-bodyparser': () => new Koa().use(bodyParser({ enableTypes: ['json', 'text', 'xml'] })),
  'after koa-body': () => new Koa().use(koaBody()),
  'after koa-body, for text too': () => new Koa().use(koaBody({ textLimit: '64kb' })),
};
for (const [name, create] of Object.entries(koas)) {
  test(`Koa: ${name}`, async () => {
    const backend = createBackend();
    const listener = toNodeListener(backend.login);
    const app = create().use((ctx, next) => {
      if (!ctx.path.startsWith(`${path}/`)) return next();
      ctx.respond = false;
      Object.assign(ctx.req, { body: ctx.request.body });
      return listener(ctx.req, ctx.res);
    });
    await signInAt(backend, await serve(app.callback()));
  });
}

test('Koa: koa-mount, which takes the path off', async () => {
  const backend = createBackend();
  const listener = toNodeListener(backend.login);
  const inner = new Koa().use((ctx) => {
    ctx.respond = false;
    return listener(ctx.req, ctx.res);
  });
  await signInAt(backend, await serve(new Koa().use(mountAt(path, inner)).callback()));
});

test('Koa: a body that its parser has read is named in the log', async () => {
  const { login, log } = createBackend();
  const listener = toNodeListener(login);
  const app = new Koa().use(bodyParser()).use((ctx) => {
    ctx.respond = false;
    return listener(ctx.req, ctx.res);
  });
  const { origin, close } = await serve(app.callback());
  const headers = { 'content-type': 'application/json' };
  await fetch(`${origin}${path}/attempts`, { method: 'POST', headers, body: '{"a":1}' });
  await close();
  assert.match(hintsIn(log).join(), /body_already_read.*ctx\.req\.body = ctx\.request\.body/);
});

const honos = {
  'app.all': ({ login }: TestBackend) =>
    new Hono().all(`${path}/*`, ({ req }) => login.fetch(req.raw)),
  'app.mount': ({ login }: TestBackend) => new Hono().mount(path, login.fetch),
  'app.route': ({ login }: TestBackend) =>
    new Hono().route(
      path,
      new Hono().all('*', ({ req }) => login.fetch(req.raw)),
    ),
};
for (const [name, mount] of Object.entries(honos)) {
  test(`Hono: ${name}, by fetch`, async () => {
    const backend = createBackend();
    const app = mount(backend);
    await signIn(backend.simulator, `http://localhost:3000${path}`, async (request) =>
      app.fetch(request),
    );
    assert.deepEqual(hintsIn(backend.log), []);
  });

  test(`Hono: ${name}, on Node.js`, async () => {
    const backend = createBackend();
    const server = serveHono({ fetch: mount(backend).fetch, port: 0 });
    if (!(server instanceof Server)) assert.fail('a server of HTTP/1');
    await signInAt(backend, await served(server));
  });
}

test('Hono: a handler that passes its context is told what to pass', async () => {
  const { login, log } = createBackend();
  const app = new Hono().all(`${path}/*`, (context) => login.fetch(context as never));
  app.onError((error) => new Response(error.message, { status: 500 }));
  const answer = await app.request(`${path}/attempts`, { method: 'POST' });
  assert.match(await answer.text(), /login\.fetch\(context\.req\.raw\)/);
  assert.match(hintsIn(log).join(), /not_a_request.*context\.req\.raw/);
});

test('h3: toWebRequest', async () => {
  const backend = createBackend();
  const app = createApp().use(
    path,
    eventHandler((event) => backend.login.fetch(toWebRequest(event))),
  );
  await signInAt(backend, await serve(h3Listener(app)));
});
