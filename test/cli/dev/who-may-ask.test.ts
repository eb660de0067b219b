/** What pages of other sites, and programs on this machine, can do to `dev`. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { remotePhone } from 'wechat-mp-login/simulator';
import { readArguments } from '../../../src/cli/dev/arguments.js';
import { startProject } from '../../../src/cli/dev/project/index.js';
import { startSite } from '../../../src/cli/dev/site.js';
import { keys } from '../../support/cli/keys.js';

/** A package beside a file of the developer, which nobody may read. */
const folder = mkdtempSync(join(tmpdir(), 'dev-'));
mkdirSync(join(folder, 'package/dist/cli'), { recursive: true });
writeFileSync(join(folder, 'package/dist/wechat-mp-login.min.js'), '// the tag');
writeFileSync(join(folder, 'package/dist/phone.js'), '// the phone');
writeFileSync(join(folder, 'secret.js'), '// a secret');
writeFileSync(join(folder, 'package/dist/.hidden.js'), '// a secret');
after(() => {
  rmSync(folder, { recursive: true });
});
const packageFolder = pathToFileURL(join(folder, 'package/'));

/** Says what it has got. */
const program = `
const server = require('node:http').createServer((request, response) => {
  response.end('program ' + request.method + ' ' + request.url);
});
server.on('upgrade', (request, socket) => {
  socket.end('HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n');
});
server.listen(process.env.PORT, 'localhost');
`;

interface Served {
  readonly port: number;
  readonly close: () => Promise<void>;
  readonly assets: string;
  readonly simulator: string;
  /** What a request for `/` gets from whatever serves the page. */
  readonly page: RegExp;
}

const arguments_ = (environment: Readonly<Record<string, string>>) =>
  readArguments(
    ['--port', '0', '--lang', 'en', '--', process.execPath, '--eval', program],
    environment,
  );

async function ownPage(environment = {}): Promise<Served> {
  const site = await startSite(arguments_(environment), packageFolder, () => undefined);
  const own = { assets: '/assets', simulator: '/simulator', page: /<h1>Sign in/ };
  return { port: site.port, close: () => site.close(), ...own };
}

async function project(environment = {}): Promise<Served> {
  const site = await startProject(arguments_(environment), folder, packageFolder);
  const own = '/wechat-mp-login-dev';
  return {
    port: site.port,
    close: () => site.close(),
    ...{ assets: `${own}/assets`, simulator: `${own}/simulator`, page: /program GET \// },
  };
}

/** The whole answer to these bytes. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect({ port, host: 'localhost' }).setEncoding('utf8');
  socket.write(bytes);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

const lines = (...given: readonly string[]): string => `${given.join('\r\n')}\r\n\r\n`;
const get = (target: string, host: string, ...more: readonly string[]): string =>
  lines(`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...more);
const status = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

for (const [what, start] of Object.entries({ 'its own page': ownPage, 'a project': project })) {
  describe(`dev with ${what}`, () => {
    let served: Served;
    before(async () => {
      served = await start();
    });
    after(() => served.close());

    test('refuses the names of other sites, which can lead here (DNS rebinding)', async () => {
      const { port, simulator, assets } = served;
      for (const host of ['evil.example', 'localhost.evil.example', '192.168.0.7', 'localhost.']) {
        for (const path of [
          '/',
          '/wechat-login/attempts',
          `${simulator}/phone/people`,
          `${assets}/phone.js`,
        ]) {
          const answer = await exchange(port, get(path, `${host}:${port}`));
          assert.equal(status(answer), 403, `${host} ${path}`);
          assert.ok(
            answer.includes(`for "${host}:${port}"`) && answer.includes('localhost'),
            answer,
          );
        }
      }
    });

    test('answers under each name of this machine', async () => {
      const { port, page } = served;
      for (const host of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST', 'shop.localhost']) {
        assert.match(await exchange(port, get('/', `${host}:${port}`)), page, host);
      }
      assert.match(await exchange(port, lines('GET / HTTP/1.0')), page);
    });

    test('lets no page of another site act on the phone, whatever it sends', async () => {
      const { port, simulator } = served;
      const phone = remotePhone(`http://localhost:${port}${simulator}`);
      const people = await phone.people();
      const body = '["Mallory"]';
      const url = `http://localhost:${port}${simulator}/phone/addPerson`;
      for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
        for (const type of [
          'text/plain',
          'application/x-www-form-urlencoded',
          'application/json',
        ]) {
          const headers = { origin, 'content-type': type };
          const response = await fetch(url, { method: 'POST', headers, body });
          assert.equal(response.status, 403, `${origin} ${type}`);
        }
        const asks = {
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        };
        const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin, ...asks } });
        assert.equal(preflight.headers.get('access-control-allow-origin'), null);
      }
      // An old browser may send no Origin with a form.
      const form = { 'content-type': 'text/plain' };
      assert.equal((await fetch(url, { method: 'POST', headers: form, body })).status, 415);
      assert.deepEqual(await phone.people(), people);
    });

    test('lets a page of this machine use the phone', async () => {
      const { port, simulator } = served;
      const headers = { origin: 'http://localhost:5173', 'content-type': 'application/json' };
      const url = `http://localhost:${port}${simulator}/phone/people`;
      const response = await fetch(url, { method: 'POST', headers, body: '[]' });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('access-control-allow-origin'), headers.origin);
    });

    test('reads no file beside those for pages', async () => {
      const { port, assets } = served;
      assert.match(await exchange(port, get(`${assets}/phone.js?v=1`, 'localhost')), /the phone/);
      for (const path of [
        '../../../secret.js',
        'cli/../../../secret.js',
        '%2e%2e/%2e%2e/secret.js',
        '..%2f..%2fsecret.js',
        '..\\..\\secret.js',
        '/../../secret.js',
        '.hidden.js',
        '.../secret.js',
        'phone.js%00.js',
      ]) {
        const answer = await exchange(port, get(`${assets}/${path}`, 'localhost'));
        assert.doesNotMatch(answer, /a secret/, path);
      }
    });

    test('takes odd requests without ending', async () => {
      const { port, page, simulator } = served;
      for (const target of ['//', '//evil.example', '*', 'http://[', '/%', '/\u00e9'] as const) {
        await exchange(port, get(target, 'localhost'));
        await exchange(port, get(target, 'localhost').replace('GET', 'OPTIONS'));
      }
      await exchange(port, lines('CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example'));
      await exchange(port, get('/', 'local host'));
      const whole = get(`http://localhost${simulator}/phone/people`, 'localhost');
      assert.equal(status(await exchange(port, whole)), 405);
      const upgrade = get('/', 'localhost', 'Upgrade: h2c').replace('close', 'Upgrade');
      assert.match(
        await exchange(port, upgrade.replace('h2c', 'h2c\r\nConnection: close')),
        /^HTTP/,
      );
      assert.match(await exchange(port, get('/', 'localhost')), page);
    });
  });
}

describe('dev with a project', () => {
  const upgrade = (host: string): string =>
    get('/', host, 'Upgrade: websocket').replace('close', 'Upgrade');

  test('passes no WebSocket on that is for another site', async () => {
    const { port, close } = await project();
    assert.equal(status(await exchange(port, upgrade('evil.example'))), 403);
    assert.equal(status(await exchange(port, upgrade('localhost'))), 101);
    await close();
  });
});

test('with a real account, the tunnel decides which names lead here', async () => {
  for (const start of [ownPage, project]) {
    const { port, page, close } = await start(keys);
    assert.match(await exchange(port, get('/', 'dev.example.com')), page);
    await close();
  }
});
