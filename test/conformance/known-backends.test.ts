/** `check` recognizes the backends for which the package has an adapter, and says what is lost there. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { check } from '../../src/conformance/command/check.js';
import { NotReady } from '../../src/conformance/discover.js';
import { knownBackends } from '../../src/conformance/known-backends.js';
import { createAuthingStub } from '../support/backends/authing-stub.js';
import { createCasdoorStub } from '../support/backends/casdoor-stub.js';
import { serveAnswers } from '../support/backends/serve.js';
import { createFakeMachine } from '../support/conformance/machine.js';
import { readDocument } from '../support/documentation/documents.js';
import { listen, stop } from '../support/e2e/site.js';

async function messageFor(url: string): Promise<string> {
  try {
    await check([url], createFakeMachine());
  } catch (error) {
    assert.ok(error instanceof NotReady, String(error));
    return error.message;
  }
  return assert.fail('a report');
}

const stubs = {
  // Its address for keys wants no id.
  Authing: () => createAuthingStub().answer,
  Casdoor: () => createCasdoorStub().answer,
};

for (const { name, entry, lost } of knownBackends) {
  test(`${name} is named, with its adapter and every promise that is lost`, async () => {
    const served = await serveAnswers(stubs[name]());
    try {
      const message = await messageFor(`${served.origin}/wechat-login`);
      assert.match(message, new RegExp(`^This is ${name}, which does not speak the protocol`));
      assert.ok(message.includes(entry));
      for (const promise of lost) assert.ok(message.includes(promise), promise);
    } finally {
      await served.close();
    }
  });
}

test('any other server gets the sentence that it had', async () => {
  const server = createServer((_, response) => response.writeHead(404).end('{"status":404}'));
  const port = await listen(server);
  try {
    assert.match(await messageFor(`http://localhost:${port}/`), /Is this the base URL/);
  } finally {
    await stop(server);
  }
});

/** The first cell as plain text, in lower case, and what stands in the columns of the backends. */
const rows = [
  ...readDocument('docs/backends.md').matchAll(/^\| (.*?) +\| (kept|lost) +\| (kept|lost) +\|$/gm),
].map(([, promise = '', authing, casdoor]) => ({
  promise: promise.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase(),
  Authing: authing === 'lost',
  Casdoor: casdoor === 'lost',
}));

for (const { name, lost } of knownBackends) {
  test(`docs/backends.md says the same of ${name}`, () => {
    const documented = rows.filter((row) => row[name]).map(({ promise }) => promise);
    assert.equal(documented.length, lost.length);
    for (const promise of lost) {
      const [head = ''] = promise.toLowerCase().split(':');
      assert.ok(
        documented.some((row) => row.includes(head)),
        head,
      );
    }
  });
}
