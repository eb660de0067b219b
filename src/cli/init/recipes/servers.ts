/** Plain HTML, and the frameworks of servers. */
import { pageStyle, startServer, type Files, type MakeRecipe, type Project } from './recipe.js';

/** A page without a build. */
const pageIn = ({ lang, title, greeting }: Project['written']): string => `<!doctype html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <style>${pageStyle}</style>
  <script type="module" src="/wechat-mp-login.min.js"></script>
  <script type="module">
    const login = document.querySelector('wechat-mp-login');
    login.addEventListener('wechat-mp-login-success', ({ account }) => {
      login.replaceWith(\`${greeting}\${account.name}\`);
    });
  </script>
</head>
<body>
  <wechat-mp-login backend="/wechat-login"></wechat-mp-login>
</body>
</html>
`;

const htmlServer = `import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from './wechat-login.mjs';

const listener = toNodeListener(login);
const files = {
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
}).listen(process.env.PORT ?? 3000);
`;

const expressServer = `import process from 'node:process';
import express from 'express';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from './wechat-login.mjs';

const app = express();
app.use('/wechat-login', toNodeListener(login));
app.use(express.static('node_modules/wechat-mp-login/dist'));
app.use(express.static('public'));
app.listen(process.env.PORT ?? 3000);
`;

const fastifyServer = `import process from 'node:process';
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
`;

const honoServer = `import process from 'node:process';
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
`;

/** A server in one file, which needs no build. */
const oneFile =
  (
    server: string,
    pagePath: string,
    packages: readonly string[],
    mount?: (additions: Project['additions']) => string,
  ): MakeRecipe =>
  ({ isNew, written, additions }) => ({
    files: { 'server.mjs': server, [pagePath]: pageIn(written) },
    // Whoever has a server already wants the login in that one.
    add: isNew || !mount ? [] : [additions.ownServer(mount(additions))],
    packages,
    scripts: { start: startServer },
  });

const nestProject: Files = {
  'src/main.mts': `import 'reflect-metadata';
import process from 'node:process';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { login } from '../wechat-login.mjs';

@Module({})
class AppModule {}

const app = await NestFactory.create<NestExpressApplication>(AppModule);
app.use('/wechat-login', toNodeListener(login));
app.useStaticAssets('public');
app.useStaticAssets('node_modules/wechat-mp-login/dist');
await app.listen(process.env['PORT'] ?? 3000);
`,
  'tsconfig.json': `{
  "compilerOptions": {
    "target": "ES2023",
    "module": "NodeNext",
    "strict": true,
    "skipLibCheck": true,
    "types": ["node"],
    "experimentalDecorators": true,
    "emitDecoratorMetadata": true,
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`,
};

const nest: MakeRecipe = ({ isNew, written, additions }) =>
  isNew
    ? {
        files: { ...nestProject, 'public/index.html': pageIn(written) },
        add: [],
        packages: [
          ...['@nestjs/common@^11', '@nestjs/core@^11', '@nestjs/platform-express@^11'],
          ...['reflect-metadata', 'rxjs@^7', 'typescript@^6', '@types/node@^20'],
        ],
        scripts: { build: 'tsc', start: 'tsc && node dist/main.mjs' },
      }
    : {
        files: { 'public/sign-in.html': pageIn(written) },
        add: [
          additions.nestMain(
            "import { toNodeListener } from 'wechat-mp-login/server/node'; import { login } from '../wechat-login.mjs';",
            "app.use('/wechat-login', toNodeListener(login));",
          ),
          additions.nestFiles,
        ],
        packages: [],
        scripts: {},
      };

export const servers = {
  html: oneFile(htmlServer, 'index.html', []),
  express: oneFile(
    expressServer,
    'public/index.html',
    ['express@^5'],
    ({ beforeBodyParsers }) =>
      `app.use('/wechat-login', toNodeListener(login))${beforeBodyParsers}`,
  ),
  fastify: oneFile(
    fastifyServer,
    'index.html',
    ['fastify@^5'],
    () => 'app.register(toFastifyPlugin(login))',
  ),
  hono: oneFile(
    honoServer,
    'public/index.html',
    ['hono@^4', '@hono/node-server@^2'],
    () => "app.all('/wechat-login/*', …)",
  ),
  nest,
} as const;
