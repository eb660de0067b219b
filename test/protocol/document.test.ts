/** What docs/protocol.md says in figures and tables is what the code does. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import { WechatMpLoginError, type ProblemCode } from '../../src/protocol/errors.js';
import { problemTable } from '../../src/protocol/problems.js';
import { isAttemptState } from '../../src/protocol/states.js';
import { routes } from './openapi.js';

const text = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

test('the table of errors has every code, its status, and whether to try again', () => {
  const rows = [...text.matchAll(/^\| `([a-z_]+)` +\| (\d{3}) +\|.*\| (yes|no) +\|$/gm)];
  assert.deepEqual(
    rows.map(([, code, status, again]) => [code, Number(status), again === 'yes']),
    (Object.keys(problemTable) as ProblemCode[]).map((code) => [
      code,
      problemTable[code].status,
      new WechatMpLoginError(code).retryable,
    ]),
  );
});

test('the vector of the chain is right, and the examples use it', async () => {
  const verifier = /^v {2}(\S{43})$/m.exec(text)?.[1] ?? '';
  const key = /^k {2}(\S{43})$/m.exec(text)?.[1];
  const challenge = /^c {2}(\S{43})$/m.exec(text)?.[1];
  assert.deepEqual(await createChain(verifier), { verifier, key, challenge });
  assert.ok(text.includes(`"challenge":"${challenge}"`));
  assert.ok(text.includes(`Authorization: Bearer ${key}`));
  assert.ok(text.includes(`"verifier":"${verifier}"`));
});

test('the diagram names the states of the protocol and no others', () => {
  const diagram = /```mermaid\n([^]*?)```/.exec(text)?.[1] ?? '';
  const steps = [...diagram.matchAll(/^ +(\S+) --> (\w+|\[\*\])/gm)].flatMap((step) =>
    step.slice(1),
  );
  const names = new Set(steps.filter((name) => name !== '[*]'));
  assert.equal(names.size, 9);
  for (const name of names) assert.ok(isAttemptState(name), name);
});

test('every endpoint of the schema document is described', () => {
  for (const { template, method } of routes) {
    assert.ok(text.includes(template), `${method} ${template}`);
  }
});

test('links within the document lead somewhere', () => {
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, anchor = ''] of text.matchAll(/\]\(#([^)]*)\)/g)) {
    assert.ok(anchors.includes(anchor), anchor);
  }
});
