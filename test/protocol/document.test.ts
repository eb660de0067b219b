/** The tables, figures and examples in docs/protocol.md agree with the code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import { WechatMpLoginError, type ProblemCode } from '../../src/protocol/errors.js';
import { problemTable } from '../../src/protocol/problem-table.js';
import { isAttemptState } from '../../src/protocol/states.js';
import {
  assertValid,
  findRoute,
  resolve,
  routes,
  schemaRef,
  type Answer,
} from '../support/protocol/openapi.js';

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

test('the example of a chain is correct, and the other examples use its values', async () => {
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

/** Every example of a body, with the request that it belongs to, and the status if it is an answer. */
function examples(): { method: string; path: string; status?: string; body: unknown }[] {
  let method = '';
  let path = '';
  return [...text.matchAll(/```http\n([^]*?)```/g)].flatMap(([, block = '']) => {
    const [head = '', ...rest] = block.split('\n\n');
    const request = /^([A-Z]+) \/wechat-login(\S*)( HTTP|$)/m.exec(head);
    const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
    if (request) [, method = '', path = ''] = request;
    if (rest.length === 0) return [];
    const body: unknown = JSON.parse(rest.join('\n\n'));
    return [{ method, path, body, ...(status === undefined ? {} : { status }) }];
  });
}

test('every example follows the schema of its endpoint', () => {
  const given = examples();
  for (const { method, path, status, body } of given) {
    const route = findRoute(method, path);
    const what = `${method} ${path} ${status ?? ''}`;
    assert.ok(route, what);
    const { operation } = route;
    const answer = status === undefined ? undefined : operation.responses[status];
    const { content } =
      status === undefined ? (operation.requestBody ?? {}) : resolve<Answer>(answer!);
    const [media] = Object.values(content ?? {});
    assert.ok(media, what);
    assertValid(media.schema, body, what);
  }
  // Makes sure that the examples were found.
  const shown = new Set(given.map(({ method, path }) => findRoute(method, path)?.template));
  assert.deepEqual(
    [...shown],
    [
      ...['/attempts', '/attempts/{id}', '/attempts/{id}/redeem', '/attempts/{id}/bind'],
      ...['/attempts/{id}/codes', '/token', '/identities'],
    ],
  );
});

test('the example of an error follows its schema', () => {
  const [, body = ''] = /```json\n([^]*?)```/.exec(text) ?? [];
  assertValid(schemaRef('Problem'), JSON.parse(body), 'the example');
});

test('links within the document have targets', () => {
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
