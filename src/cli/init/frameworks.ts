/** The mount and the tag, for each framework (docs/frameworks.md). */
import type { FrameworkName } from './detect.js';

/** What one framework gets. */
export interface Recipe {
  /** By path in the project. */
  readonly files: Readonly<Record<string, string>>;
  /** What has to be added to files that exist already. */
  readonly add: readonly string[];
  readonly packages: readonly string[];
  readonly start: string;
}

const page = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Sign in</title>
  <script type="module" src="/wechat-mp-login.min.js"></script>
</head>
<body>
  <wechat-mp-login backend="/wechat-login"></wechat-mp-login>
</body>
</html>
`;

const nodeServer = (pages: boolean): string => `import { createServer } from 'node:http';
import process from 'node:process';
import { toNodeListener } from 'wechat-mp-login/server/node';
${pages ? "import { readFile } from 'node:fs/promises';\n" : ''}import { login } from './wechat-login.mjs';

const listener = toNodeListener(login);
${
  pages
    ? `const files = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/wechat-mp-login.min.js': [
    'node_modules/wechat-mp-login/dist/wechat-mp-login.min.js',
    'text/javascript',
  ],
};

createServer(async (request, response) => {
  const file = files[request.url];
  if (request.url.startsWith('/wechat-login/')) listener(request, response);
  else if (!file) response.writeHead(404).end();
  else response.writeHead(200, { 'Content-Type': file[1] }).end(await readFile(file[0]));
})`
    : 'createServer(listener)'
}.listen(process.env.PORT ?? ${pages ? 3000 : 3001});
`;

const run = 'node --env-file=.env server.mjs';

/** A page of Vite beside a server of its own. */
function vitePage(file: string, text: string, more: readonly string[] = []): Recipe {
  return {
    files: { 'server.mjs': nodeServer(false), [file]: text },
    add: [
      "vite.config: server: { proxy: { '/wechat-login': 'http://localhost:3001' } }",
      ...more,
      `Show the component of ${file} where visitors sign in. PUBLIC_URL is the origin of Vite's server.`,
    ],
    packages: [],
    start: run,
  };
}

const isCustomElement = "isCustomElement: (tag) => tag.startsWith('wechat-mp-')";
const reactComponent = `import { WechatMpLogin } from 'wechat-mp-login/react';

export default function WechatLogin() {
  return <WechatMpLogin backend="/wechat-login" onSuccess={() => location.reload()} />;
}
`;
const vueComponent = `<script setup>
import 'wechat-mp-login';

const reload = () => location.reload();
</script>

<template>
  <wechat-mp-login backend="/wechat-login" @wechat-mp-login-success="reload" />
</template>
`;

export const recipes: Readonly<Record<FrameworkName, Recipe>> = {
  html: {
    files: { 'server.mjs': nodeServer(true), 'index.html': page },
    add: [],
    packages: [],
    start: run,
  },
  express: {
    files: {
      'server.mjs': `import process from 'node:process';
import express from 'express';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from './wechat-login.mjs';

const app = express();
app.use('/wechat-login', toNodeListener(login));
app.use(express.static('node_modules/wechat-mp-login/dist'));
app.use(express.static('public'));
app.listen(process.env.PORT ?? 3000);
`,
      'public/index.html': page,
    },
    add: [],
    packages: ['express'],
    start: run,
  },
  fastify: {
    files: {
      'server.mjs': `import process from 'node:process';
import { readFile } from 'node:fs/promises';
import fastify from 'fastify';
import { toFastifyPlugin } from 'wechat-mp-login/server/fastify';
import { login } from './wechat-login.mjs';

const app = fastify();
const script = 'node_modules/wechat-mp-login/dist/wechat-mp-login.min.js';
app.register(toFastifyPlugin(login));
app.get('/', async (request, reply) => reply.type('text/html').send(await readFile('index.html')));
app.get('/wechat-mp-login.min.js', async (request, reply) =>
  reply.type('text/javascript').send(await readFile(script)),
);
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`,
      'index.html': page,
    },
    add: [],
    packages: ['fastify'],
    start: run,
  },
  hono: {
    files: {
      'server.mjs': `import process from 'node:process';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { clientAddress } from 'wechat-mp-login/server/node';
import { login } from './wechat-login.mjs';

const app = new Hono();
app.all('/wechat-login/*', (context) =>
  login.fetch(context.req.raw, { address: clientAddress(context.env.incoming) }),
);
app.use(serveStatic({ root: 'public' }));
app.use(serveStatic({ root: 'node_modules/wechat-mp-login/dist' }));
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
`,
      'public/index.html': page,
    },
    add: [],
    packages: ['hono', '@hono/node-server'],
    start: run,
  },
  nest: {
    files: { 'public/sign-in.html': page },
    add: [
      "main.ts: import { toNodeListener } from 'wechat-mp-login/server/node'; import { login } from '../wechat-login.mjs'; and before app.listen: app.use('/wechat-login', toNodeListener(login));",
      'Serve public/sign-in.html, and /wechat-mp-login.min.js from node_modules/wechat-mp-login/dist.',
    ],
    packages: [],
    start: 'nest start',
  },
  next: {
    files: {
      'app/wechat-login/[...path]/route.js': `import { login } from '../../../wechat-login.mjs';

const handler = (request) => login.fetch(request);

export { handler as DELETE, handler as GET, handler as OPTIONS, handler as POST };
`,
      'app/sign-in/page.jsx': `'use client';

${reactComponent}`,
    },
    add: [],
    packages: [],
    start: 'next dev',
  },
  nuxt: {
    files: {
      'server/routes/wechat-login/[...].js': `import { fromNodeMiddleware } from 'h3';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from '../../../wechat-login.mjs';

export default fromNodeMiddleware(toNodeListener(login));
`,
      'app/plugins/wechat-mp-login.client.js': `import 'wechat-mp-login';

export default defineNuxtPlugin(() => {});
`,
      'app/pages/sign-in.vue': `<template>
  <wechat-mp-login backend="/wechat-login" return-to="/" />
</template>
`,
    },
    add: [`nuxt.config: vue: { compilerOptions: { ${isCustomElement} } }`],
    packages: [],
    start: 'nuxt dev',
  },
  react: vitePage('src/WechatLogin.jsx', reactComponent),
  vue: vitePage('src/WechatLogin.vue', vueComponent, [
    `vite.config: vue({ template: { compilerOptions: { ${isCustomElement} } } })`,
  ]),
  svelte: vitePage(
    'src/WechatLogin.svelte',
    `<script>
  import 'wechat-mp-login';
</script>

<wechat-mp-login
  backend="/wechat-login"
  onwechat-mp-login-success={() => location.reload()}
></wechat-mp-login>
`,
  ),
};
