/**
 * One instance of an application with the login. Any number of them may run: what they share is in Redis
 * and in PostgreSQL. README.md beside this file says how to start everything.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';
import {
  createPostgresAccounts,
  createPostgresIdentityRecords,
  createPostgresSessions,
} from 'wechat-mp-login/accounts/postgres';
import { createWechatMpLogin } from 'wechat-mp-login/server';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { createRedisStore } from 'wechat-mp-login/server/redis';

const { env } = process;
/** @param {string} name */
function required(name) {
  const value = env[name];
  if (value) return value;
  console.error(`${name} is missing. README.md beside this file lists the settings.`);
  process.exit(1);
}

const siteUrl = new URL(required('SITE_URL'));

const redis = createClient({ url: required('REDIS_URL') });
redis.on('error', (error) => console.error('Redis:', error.message));
await redis.connect();
const store = createRedisStore({ client: redis });

const pool = new pg.Pool({ connectionString: required('DATABASE_URL') });
pool.on('error', (error) => console.error('PostgreSQL:', error.message));
/** @type {import('wechat-mp-login/accounts/postgres').Query} */
const query = (text, values) => pool.query(text, [...values]);
const sessions = createPostgresSessions({ query, secure: siteUrl.protocol === 'https:' });

const login = createWechatMpLogin({
  publicUrl: new URL('/wechat-login', siteUrl).href,
  officialAccount: { name: required('OFFICIAL_ACCOUNT_NAME') },
  wechat: {
    appId: required('WECHAT_APP_ID'),
    appSecret: required('WECHAT_APP_SECRET'),
    token: required('WECHAT_TOKEN'),
    encodingAesKey: required('WECHAT_AES_KEY'),
    // The simulator, as long as there is no account.
    apiBaseUrl: env.WECHAT_API_BASE_URL,
  },
  // The same in all instances. The first makes what is new (docs/operation.md#key-rotation).
  ...(env.SECRETS ? { secrets: env.SECRETS.split(',') } : {}),
  newAccounts: 'create',
  accounts: createPostgresAccounts({ query }),
  identityRecords: createPostgresIdentityRecords({ query }),
  sessions,
  store,
});

const phone = env.SIMULATOR_URL
  ? `<script type="module" src="/assets/phone.js"></script>
<wechat-phone simulator="${env.SIMULATOR_URL}"></wechat-phone>`
  : '';
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in</title>
<style>body { display: flex; flex-wrap: wrap; gap: 32px; padding: 32px }</style>
<script type="module" src="/assets/wechat-mp-login.min.js"></script>
<wechat-mp-login backend="/wechat-login"></wechat-mp-login>
${phone}`;

const answerLogin = toNodeListener(login, { trustedProxies: 1 });
const assets = new URL('.', import.meta.resolve('wechat-mp-login'));

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', siteUrl);
  if (pathname.startsWith('/wechat-login/')) answerLogin(request, response);
  // The process answers, so it is alive.
  else if (pathname === '/healthz') response.end('ok');
  else if (pathname === '/readyz') await sendReadiness();
  else if (pathname === '/') response.setHeader('Content-Type', 'text/html').end(page);
  else if (/^\/assets\/[\w./-]+\.js$/.test(pathname) && !pathname.includes('..')) sendAsset();
  else if (pathname === '/whoami') {
    const account = await sessions.read(request.headers.cookie);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ name: account?.name ?? null }));
  } else response.writeHead(404).end();

  /** For the load balancer and for monitors; nginx shows it to nobody else. */
  async function sendReadiness() {
    const health = await login.health();
    response.writeHead(health.ready ? 200 : 503, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(health));
  }

  function sendAsset() {
    try {
      const file = readFileSync(new URL(pathname.slice('/assets/'.length), assets));
      response.setHeader('Content-Type', 'text/javascript').end(file);
    } catch {
      response.writeHead(404).end();
    }
  }
});
server.listen(Number(env.PORT ?? 3000));

/** Pages move on to another instance, and what is under way ends. */
async function stop() {
  server.close();
  await login.close();
  server.closeAllConnections();
  await store.close?.();
  await redis.close();
  await pool.end();
}
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    stop().catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
  });
}
