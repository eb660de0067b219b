/** Runs the samples for servers. A sample that creates a backend has to sign in a visitor who scans and follows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf, samples, type Block } from '../support/documentation/documents.js';
import { toModules, type SampleModule } from '../support/documentation/modules.js';
import {
  runOnServer,
  signIn,
  withPlatform,
  type Backend,
  type Platform,
} from '../support/documentation/run-server.js';

const modules = toModules(samples('ts', 'js')).filter(({ isBrowser }) => !isBrowser);

async function run(sample: SampleModule, known: readonly SampleModule[]): Promise<void> {
  await withPlatform(async (platform) => {
    const { login, simulator, default: app } = await runOnServer(sample, known);
    if (login === undefined) return;
    const backend = login as Backend;
    const mounted = (app ?? backend) as Pick<Backend, 'fetch'>;
    // A sample may bring a simulator of its own, which then has to know the callback URL.
    const own = simulator === undefined ? {} : { simulator: simulator as Platform['simulator'] };
    await signIn(
      { ...platform, ...own },
      {
        callbackUrl: backend.callbackUrl,
        fetch: (request) => mounted.fetch(request),
      },
    );
  });
}

for (const sample of modules) {
  test(`the sample at ${placeOf(sample.block)} works as it stands`, () => run(sample, modules));
}

test('there is a sample that builds a backend', () => {
  assert.ok(modules.some(({ names }) => names.includes('login')));
});

test('a sample that cannot work fails', async () => {
  const code = `
    import { createWechatMpLogin } from 'wechat-mp-login/server';
    const login = createWechatMpLogin({
      publicUrl: 'https://example.com/wechat-login',
      wechat: { appId: 'wx0123456789abcdef', appSecret: '', token: '' },
      officialAccount: { name: 'Mountain Shop' },
      accounts: { find: () => Promise.resolve(undefined), create: () => Promise.reject() },
      sessions: { open: () => Promise.resolve({}) },
    });`;
  const block: Block = {
    document: 'planted.md',
    line: 1,
    language: 'ts',
    code,
    notRun: undefined,
    runBy: undefined,
  };
  const planted = toModules([block]);
  await assert.rejects(run(planted[0] ?? assert.fail(), planted), /ConfigurationError|appSecret/);
});
