/** Signs somebody in through each sample of docs/frameworks.md, as it stands. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createApp, eventHandler, toNodeListener as h3Listener } from 'h3';
import { H3 } from 'h3-2';
import { toNodeHandler } from 'h3-2/node';
import { signIn, type Send } from '../../support/frameworks/sign-in.js';
import { log, simulator } from './samples/login.js';
import { hintsIn } from './support/backend.js';
import { serve, serverOf, type Served } from './support/serve.js';

beforeEach(() => void log.splice(0));

async function signInAt({ origin, close }: Served): Promise<void> {
  await signIn(simulator, `${origin}/wechat-login`);
  assert.deepEqual(hintsIn(log), []);
  await close();
}

/** Without a server: the pushes, too, are passed to the function. */
async function signInBy(send: Send): Promise<void> {
  await signIn(simulator, 'http://localhost:3000/wechat-login', send);
  assert.deepEqual(hintsIn(log), []);
}

for (const name of ['express', 'nest', 'fastify', 'koa', 'hono-node']) {
  test(`samples/${name}.ts signs somebody in`, async () => {
    await signInAt(await serverOf(() => import(`./samples/${name}.js`)));
  });
}

test('samples/hono.ts signs somebody in', async () => {
  const { default: app } = await import('./samples/hono.js');
  await signInBy(async (request) => app.fetch(request));
});

test('samples/next.ts signs somebody in', async () => {
  const handlers: Readonly<Record<string, Send>> = await import('./samples/next.js');
  await signInBy(async (request) => {
    const handler = handlers[request.method];
    return handler ? handler(request) : new Response(null, { status: 405 });
  });
});

test('samples/nuxt.ts signs somebody in', async () => {
  const { default: handler } = await import('./samples/nuxt.js');
  const app = createApp().use(
    eventHandler((event) => (event.path.startsWith('/wechat-login/') ? handler(event) : undefined)),
  );
  await signInAt(await serve(h3Listener(app)));
});

test('samples/nitro.ts signs somebody in', async () => {
  const { default: handler } = await import('./samples/nitro.js');
  const app = new H3().all('/wechat-login/**', handler);
  await signInAt(await serve(toNodeHandler(app)));
});
