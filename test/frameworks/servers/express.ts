/** Ways to mount the backend in Express 4 and 5, and in NestJS on Express: each signs somebody in. */
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { test } from 'node:test';
import { All, Controller, Module, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import xmlBody from 'body-parser-xml';
import bodyParser from 'body-parser';
import compression from 'compression';
import express5, { type Express, type RequestHandler } from 'express';
import express4 from 'express-4';
import xmlParser from 'express-xml-bodyparser';
import { toNodeListener, type NodeListener } from 'wechat-mp-login/server/node';
import { signIn } from '../../support/frameworks/sign-in.js';
import { createBackend, hintsIn } from './support/backend.js';
import { serve, served } from './support/serve.js';

xmlBody(bodyParser);
const parseXml = (bodyParser as unknown as { xml(): RequestHandler }).xml;

type Mount = (app: Express, listener: NodeListener, express: typeof express5) => void;

const path = '/wechat-login';
const use: Mount = (app, listener) => void app.use(path, listener);
/** Mounts after middleware that the application has for its own routes. */
const after =
  (...middleware: RequestHandler[]): Mount =>
  (app, listener) =>
    void app.use(...middleware).use(path, listener);

const everywhere = { type: () => true };
const mounts: readonly (readonly [string, Mount])[] = [
  ['app.use with the path', use],
  ['app.use with the path and a slash', (app, listener) => void app.use(`${path}/`, listener)],
  ['app.use without a path', (app, listener) => void app.use(listener)],
  [
    'app.use before json()',
    (app, listener, express) => void app.use(path, listener).use(express.json()),
  ],
  [
    'a router in a router',
    (app, listener, express) => {
      const outer = express.Router();
      outer.use(express.json(), express.Router().use('/', listener));
      app.use(path, outer);
    },
  ],
  ['after json()', after(express5.json())],
  ['after json() and urlencoded()', after(express5.json(), express5.urlencoded())],
  ['after text() for every type', after(express5.text(everywhere))],
  ['after text() for XML', after(express5.json(), express5.text({ type: 'text/*' }))],
  ['after raw() for every type', after(express5.raw(everywhere))],
  ['after express-xml-bodyparser', after(express5.json(), xmlParser() as RequestHandler)],
  ['after body-parser-xml', after(express5.json(), parseXml())],
  ['after compression()', after(compression())],
  ['after compression() and json()', after(compression(), express5.json())],
];

async function signInThrough(listener: RequestListener, backend = createBackend()): Promise<void> {
  const { origin, close } = await serve(listener);
  await signIn(backend.simulator, `${origin}${path}`);
  assert.deepEqual(hintsIn(backend.log), []);
  await close();
}

// The application below is the same in both, and has the types of 5.
const versions = { 4: express4 as unknown as typeof express5, 5: express5 };

for (const [version, express] of Object.entries(versions)) {
  for (const [name, mount] of mounts) {
    test(`Express ${version}: ${name}`, async () => {
      const backend = createBackend();
      const app = express();
      mount(app, toNodeListener(backend.login), express);
      app.get('/account', (_, response) => void response.send('the account'));
      await signInThrough(app, backend);
    });
  }

  test(`Express ${version}: app.all`, async () => {
    const backend = createBackend();
    const app = express().use(express.json());
    const all = version === '4' ? `${path}/*` : `${path}/{*rest}`;
    app.all(all, toNodeListener(backend.login));
    await signInThrough(app, backend);
  });

  test(`Express ${version}: without a path, other requests reach the application`, async () => {
    const app = express().use(toNodeListener(createBackend().login));
    app.post('/account', express.json(), (request, response) => void response.send(request.body));
    const { origin, close } = await serve(app);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${origin}/account`, { method: 'POST', headers, body: '{"a":1}' });
    assert.deepEqual(await answer.json(), { a: 1 });
    await close();
  });

  test(`Express ${version}: an error reaches the application's error handler`, async () => {
    const app = express().use(
      path,
      toNodeListener({ fetch: () => Promise.reject(new Error('broken')) }),
    );
    app.use(((error: Error, _, response, __) => {
      response.status(500).send(`handled: ${error.message}`);
    }) as Parameters<typeof app.use>[1] as never);
    const { origin, close } = await serve(app);
    assert.equal(await (await fetch(`${origin}${path}/attempts`)).text(), 'handled: broken');
    await close();
  });
}

test('NestJS: a controller, with the body parser that Nest has by default', async () => {
  const backend = createBackend();
  const listener = toNodeListener(backend.login);
  class LoginController {
    answer(request: Parameters<NodeListener>[0], response: Parameters<NodeListener>[1]) {
      return listener(request, response);
    }
  }
  // What the decorators of a class do.
  const { prototype } = LoginController;
  Req()(prototype, 'answer', 0);
  Res()(prototype, 'answer', 1);
  All('*rest')(prototype, 'answer', Object.getOwnPropertyDescriptor(prototype, 'answer') ?? {});
  Controller('wechat-login')(LoginController);
  class AppModule {}
  Module({ controllers: [LoginController] })(AppModule);
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0);
  const { origin, close } = await served(app.getHttpServer());
  await signIn(backend.simulator, `${origin}${path}`);
  assert.deepEqual(hintsIn(backend.log), []);
  await close();
});
