/** The backend in the edge runtime of Vercel, which has a `Request` and a `fetch` of its own. */
import { test } from 'node:test';
import { EdgeRuntime } from 'edge-runtime';
import { build } from 'esbuild';
import {
  createPlatform,
  environmentOf,
  serveApi,
  signIn,
} from '../../support/frameworks/sign-in.js';

test('Vercel edge runtime: an event listener for fetch', async () => {
  const simulator = createPlatform();
  const api = await serveApi(simulator);
  const env = environmentOf(simulator, api.url);
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import worker from '../runtimes/samples/workers.js';
        const env = ${JSON.stringify(env)};
        // Timers of this runtime keep the process alive.
        const { setTimeout } = globalThis;
        const timers = [];
        globalThis.setTimeout = (...given) => {
          timers.push(setTimeout(...given));
          return timers.at(-1);
        };
        globalThis.stop = () => timers.forEach((timer) => clearTimeout(timer));
        addEventListener('fetch', (event) => event.respondWith(worker.fetch(event.request, env)));`,
      resolveDir: 'test/frameworks/servers',
    },
    ...{ bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'error' },
    tsconfig: 'test/frameworks/servers/tsconfig.json',
    // The sample is beside a folder with packages of its own.
    nodePaths: ['test/frameworks/servers/node_modules'],
  });
  const runtime = new EdgeRuntime({ initialCode: outputFiles[0]?.text ?? '' });
  await signIn(simulator, 'http://localhost:3000/wechat-login', async (request) => {
    const body = request.body ? await request.text() : null;
    const { url, method } = request;
    const headers = Object.fromEntries(request.headers);
    return runtime.dispatchFetch(url, { method, headers, ...(body === null ? {} : { body }) });
  });
  api.close();
  runtime.evaluate('stop()');
});
