/** The files of examples/deployment, with the built package: two instances behind nginx. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, test } from 'node:test';
import { createHttpBackend } from '../../src/client/index.js';
import { createChain } from '../../src/protocol/chain.js';
import { remotePhone } from '../../src/simulator/phone/remote.js';
import { onPath } from '../../tools/browsers/on-path.js';
import { openDeployment, type Deployment } from '../support/frameworks/deployment.js';
import { howToGetIt, startPostgres } from '../support/postgres-server.js';
import { confirmIfAsked } from '../support/simulator/confirm-in-chat.js';

const nginx = onPath('nginx') ?? (existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : undefined);
const postgres = await startPostgres();
const missing =
  (!postgres && howToGetIt) ||
  (!nginx && 'no nginx here: apt-get install nginx') ||
  (!onPath('redis-server') && 'no Redis here: apt-get install redis-server');

const deployment = await openDeployment();
after(async () => {
  await deployment.close();
  await postgres?.close();
});

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Waits until this address answers; the processes need some seconds. */
async function untilAnswers(url: string, output: () => string): Promise<void> {
  for (let looks = 0; looks < 600; looks++) {
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`${url} does not answer: ${output()}`);
}

/** A `fetch` that keeps cookies, as a browser does. */
function createBrowser(origin: string) {
  const cookies = new Map<string, string>();
  const browse: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    headers.set('Origin', origin);
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  return browse;
}

async function startAll({ start, startNginx, port }: Deployment) {
  const { host, database, user } = (postgres ?? assert.fail()).pool(1).options;
  const DATABASE_URL = `postgres://${user}@localhost/${database}?host=${host}`;
  start('redis', {}, ['--port', String(port('redis')), '--dir', '/tmp', '--save', '']);
  const migrate = start('migrate', { DATABASE_URL });
  const exitCode = await new Promise((resolve) => migrate.process.once('exit', resolve));
  assert.equal(exitCode, 0, migrate.output());
  start('simulator');
  const instances = ['instance-1', 'instance-2'].map((name) => ({
    ...{ name, ...start(name, { DATABASE_URL }) },
  }));
  const proxy = await startNginx(nginx ?? '');
  const origin = `http://localhost:${port('nginx')}`;
  for (const { name, output } of instances) {
    await untilAnswers(`http://127.0.0.1:${port(name)}/readyz`, output);
    assert.ok(await answers(`http://127.0.0.1:${port(name)}/healthz`));
  }
  await untilAnswers(origin, proxy.output);
  assert.ok(!(await answers(`${origin}/readyz`)), 'visitors do not see it');
  return { origin, instances };
}

test(
  'two instances behind nginx sign somebody in while one of them stops',
  { skip: missing || false },
  async () => {
    const { origin, instances } = await startAll(deployment);
    const phone = remotePhone(`http://localhost:${deployment.port('simulator')}`);
    const browse = createBrowser(origin);
    const page = await (await fetch(origin)).text();
    for (const [, path = ''] of page.matchAll(/src="([^"]+)"/g)) {
      assert.ok(await answers(origin + path), path);
    }

    const { signal } = new AbortController();
    const backend = createHttpBackend(`${origin}/wechat-login`, { fetch: browse });
    const { key, verifier, challenge } = await createChain();
    const wanted = { challenge, purpose: 'login', method: 'scan', lang: 'en' } as const;
    const { id, rev, interval, present } = await backend.create(wanted, { signal });
    assert.ok(present.type === 'qr');

    const [first] = instances;
    assert.equal(await first?.stop(), 0, first?.output());

    const [person] = await phone.people();
    const personId = person?.id ?? '';
    const scanned = await phone.scan(personId, present.url);
    if (scanned.type === 'profile') await phone.follow(personId, scanned.scanId);
    await confirmIfAsked(phone, personId);
    for await (const { state } of backend.watch({ id, key }, { rev, interval, signal })) {
      if (state === 'approved') break;
    }
    const redeemed = await backend.redeem(id, verifier, { signal });
    assert.ok('result' in redeemed && redeemed.result === 'authenticated');
    const { name } = (await (await browse(`${origin}/whoami`)).json()) as { name: string | null };
    assert.match(name ?? '', /WeChat user/);
    assert.equal(await instances[1]?.stop(), 0, instances[1]?.output());
  },
);

test('the image runs the commands that compose.yaml names, and Node.js gets SIGTERM', async () => {
  const { readFile } = await import('node:fs/promises');
  const dockerfile = await readFile('examples/deployment/Dockerfile', 'utf8');
  assert.match(dockerfile, /^CMD \["node", "server\.mjs"\]$/m);
  for (const { command } of Object.values(deployment.services)) {
    const [, script] = /^node (\S+)$/.exec(command ?? '') ?? [];
    if (script !== undefined) assert.ok(existsSync(`examples/deployment/${script}`), script);
  }
});
