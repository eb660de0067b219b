import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBinding, parseBindResult, parseCodeSent } from '../../src/protocol/index.js';
import { parseIdentityList } from '../../src/protocol/parse/identities.js';
import {
  parseBindRequest,
  parseCodesRequest,
  parseCreateRequest,
  parseRedeemRequest,
} from '../../src/protocol/parse/requests.js';
import { parseAuthenticated } from '../../src/protocol/parse/authenticated.js';
import { parseCreated } from '../../src/protocol/parse/created.js';
import { parseSnapshot } from '../../src/protocol/parse/snapshot.js';
import { problem, problemTable } from '../../src/protocol/problem-table.js';
import { isAttemptState } from '../../src/protocol/states.js';
import type { ProblemCode } from '../../src/protocol/errors.js';
import { mutated, validBodies, withPart } from '../support/protocol/bodies.js';
import type { BodyName, Json } from '../support/protocol/bodies.js';
import {
  assertDocumented,
  assertValid,
  createCompiler,
  nodesOf,
  openapi,
  resolve,
  routes,
  schemaRef,
} from '../support/protocol/openapi.js';
import type { Operation, Schema } from '../support/protocol/openapi.js';
import { returnToPayloads } from '../support/protocol/return-to-payloads.js';

/** Whether the package's parser accepts a body and can use all of it. */
const canParse: Record<BodyName, (body: unknown) => boolean> = {
  CreateRequest: (body) => parses(parseCreateRequest, body),
  RedeemRequest: (body) => parses(parseRedeemRequest, body),
  // For a state of a newer version, the parser returns no snapshot.
  Snapshot: (body) => parses((value) => parseSnapshot(value) ?? assert.fail(), body),
  Created: (body) => parses(parseCreated, body),
  Authenticated: (body) => parses(parseAuthenticated, body),
  // The parser drops options of a newer version, so a body with such an option does not count.
  Binding: (body) =>
    parses((value) => {
      const given = value as { options: unknown[] };
      assert.equal(parseBinding(value).options.length, given.options.length);
    }, body),
  Selection: (body) =>
    parses((value) => assert.equal(parseBindResult(value).result, 'select'), body),
  CodeSent: (body) => parses(parseCodeSent, body),
  CodesRequest: (body) => parses(parseCodesRequest, body),
  BindRequest: (body) => parses(parseBindRequest, body),
  IdentityList: (body) => parses(parseIdentityList, body),
};
const names = Object.keys(canParse) as BodyName[];

function parses(parse: (body: unknown) => unknown, body: unknown): boolean {
  try {
    parse(body);
    return true;
  } catch {
    return false;
  }
}

/**
 * The body without fields that are null or ''. The parser takes them as absent where they may be left
 * out, and refuses them elsewhere, as the schema refuses a body without them.
 */
function withoutEmpty(body: Json): Json {
  if (Array.isArray(body)) return body.map(withoutEmpty);
  if (typeof body !== 'object' || body === null) return body;
  const kept = Object.entries(body).filter(([, part]) => part !== null && part !== '');
  // The values of a form are named by the application: none of them is optional.
  const isForm = (field: string, part: Json): boolean => field === 'fields' && !Array.isArray(part);
  return Object.fromEntries(
    kept.map(([field, part]) => [field, isForm(field, part) ? part : withoutEmpty(part)]),
  );
}

const closed = createCompiler({ closed: true });
const open = createCompiler({ closed: false });

for (const name of names) {
  const isValid = open(schemaRef(name));
  const isClosedValid = closed(schemaRef(name));

  test(`${name}: the schema and the parser accept what the protocol allows`, () => {
    fc.assert(
      fc.property(validBodies[name], (body) => {
        assert.equal(isClosedValid(body), true, JSON.stringify(isClosedValid.errors));
        assert.equal(canParse[name](body), true);
      }),
      { numRuns: 200 },
    );
  });

  test(`${name}: the schema and the parser agree on every body with one thing changed`, () => {
    let refused = 0;
    let runs = 0;
    fc.assert(
      fc.property(mutated(name), (body) => {
        const valid = isValid(withoutEmpty(body));
        assert.equal(
          canParse[name](body),
          valid,
          JSON.stringify(isValid.errors ?? 'by the schema'),
        );
        runs++;
        if (!valid) refused++;
      }),
      { numRuns: 3000 },
    );
    // If few bodies were refused, the agreement would prove little. The test above has accepted ones.
    assert.ok(refused > runs / 10, `${refused} of ${runs} refused`);
  });

  test(`${name}: the examples in the document are bodies of the protocol`, () => {
    for (const example of (openapi.components.schemas[name]?.['examples'] ?? []) as Json[]) {
      assert.equal(isClosedValid(example), true);
      assert.equal(canParse[name](example), true);
    }
  });
}

test('no answer may have a field that the document does not name', () => {
  const answers = ['Snapshot', 'Created', 'Authenticated', 'Binding', 'Selection'] as const;
  for (const name of [...answers, 'CodeSent', 'IdentityList'] as const) {
    const isValid = closed(schemaRef(name));
    fc.assert(
      fc.property(
        validBodies[name],
        fc.constantFrom('openid', 'ticket', 'scene'),
        (body, field) => {
          assert.equal(isValid(withPart(body, [field], 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M')), false);
        },
      ),
      { numRuns: 30 },
    );
  }
});

test('examples of bodies without a parser follow their schemas', () => {
  for (const name of ['TokenRequest', 'Exchanged']) {
    const examples = openapi.components.schemas[name]?.['examples'] as Json[];
    assert.ok(examples.length > 0);
    for (const example of examples) assertValid(schemaRef(name), example, name);
  }
});

/** The names of the schemas that a schema is built from, its own included. */
function reach(schema: unknown, seen = new Set<string>()): ReadonlySet<string> {
  for (const { $ref } of nodesOf(schema)) {
    const name = typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? '') : '';
    if (name === '' || seen.has(name)) continue;
    seen.add(name);
    reach(openapi.components.schemas[name], seen);
  }
  return seen;
}

test('every object in an answer is closed, and none reveals who scanned', () => {
  const answers = routes.flatMap(({ operation }) =>
    Object.values(operation.responses).map(resolve),
  );
  const contents = answers.flatMap(({ content = {} }) => Object.values(content));
  const built = [...reach(contents.map(({ schema }) => schema))].map(
    (name) => openapi.components.schemas[name],
  );
  assert.ok(built.length > 10);
  // A schema under `contains` describes no object of its own.
  const contained = new Set(nodesOf(built).map((each) => each['contains']));
  for (const node of nodesOf(built).filter((each) => 'properties' in each && 'type' in each)) {
    if (node['type'] !== 'object' || contained.has(node)) continue;
    assert.equal(node['additionalProperties'], false, JSON.stringify(node));
    for (const secret of [
      'openid',
      'unionid',
      'nickname',
      'ticket',
      'scene',
      'verifier',
      'challenge',
    ]) {
      assert.ok(!(secret in (node['properties'] as object)), secret);
    }
  }
});

test('the schema accepts exactly the return addresses that are safe', () => {
  const isValid = closed(schemaRef('ReturnTo'));
  const withFormat = Object.entries(openapi.components.schemas['ReturnTo'] ?? {});
  const byPattern = closed(Object.fromEntries(withFormat.filter(([word]) => word !== 'format')));
  for (const { path, becomes, what } of returnToPayloads) {
    assert.equal(isValid(path), becomes !== undefined, what);
    if (becomes !== undefined) assert.equal(byPattern(path), true, what);
  }
  const beyondPattern = returnToPayloads.filter(({ path, becomes }) => byPattern(path) && !becomes);
  // As the description says, a pattern cannot check dot segments, or the length after encoding.
  for (const { path } of beyondPattern) assert.match(path, /^\/.*(\.|%2e).*\/\/|订{300}/i);
});

test('the document has the problems of the code, each with its status', () => {
  const codes = Object.keys(problemTable) as ProblemCode[];
  assert.deepEqual(openapi.components.schemas['ProblemCode']?.['enum'], codes);
  for (const code of codes) {
    assertValid(schemaRef('Problem'), problem(code), code);
    assertValid(schemaRef('Problem'), problem(code, 'verifier'), code);
    assertValid(schemaRef('Problem'), problem(code, 'employee_no'), code);
  }
  for (const [name, { content }] of Object.entries(openapi.components.responses)) {
    const schema = content?.['application/problem+json']?.schema;
    if (!schema) continue;
    const narrowed = (schema['allOf'] as Schema[])[1]?.['properties'] as {
      status: { const: number };
      code: { enum: ProblemCode[] };
    };
    for (const code of narrowed.code.enum) {
      assert.equal(problemTable[code].status, narrowed.status.const, `${name}, ${code}`);
      assertValid(schema, problem(code), code);
    }
  }
});

test('the document has the states of the code', () => {
  const states = openapi.components.schemas['AttemptState']?.['enum'] as string[];
  assert.equal(states.length, 9);
  assert.ok(states.every(isAttemptState));
});

test('the document is complete: references resolve, operations have names, parameters are declared', () => {
  assert.equal(openapi.openapi, '3.1.0');
  for (const node of nodesOf(openapi)) {
    if (typeof node['$ref'] === 'string') resolve({ $ref: node['$ref'] });
  }
  const ids = routes.map(({ operation }) => operation.operationId);
  assert.deepEqual(ids.toSorted(), [
    ...['bindAttempt', 'cancelAttempt', 'createAttempt', 'exchangeCode', 'finishAuthorization'],
    ...[
      'listIdentities',
      'receivePush',
      'redeemAttempt',
      'sendCode',
      'unlinkIdentity',
      'verifyCallback',
    ],
    'watchAttempt',
  ]);
  for (const { template, operation } of routes) {
    const shared = openapi.paths[template]?.['parameters'] as Operation['parameters'];
    const declared = [...(shared ?? []), ...(operation.parameters ?? [])];
    const inPath = declared.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    assert.deepEqual(
      inPath,
      [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
    );
    for (const answer of Object.values(operation.responses).map(resolve)) {
      assert.ok(answer.description.length > 10);
      for (const name of ['Cache-Control', 'X-Content-Type-Options', 'Referrer-Policy', 'Vary']) {
        assert.ok(answer.headers?.[name], `${operation.operationId} ${name}`);
      }
    }
  }
});

test('assertDocumented notices answers that are not documented', () => {
  const headers = new Headers({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    vary: 'Origin, Accept',
    'content-type': 'application/json',
  });
  const body = JSON.stringify({ state: 'pending', rev: 1, expiresIn: 180, interval: 2 });
  const path = '/attempts/aaaaaaaaaaaaaaaaaaaaaa';
  assertDocumented('GET', path, { status: 200, headers, body });
  const wrong: Parameters<typeof assertDocumented>[] = [
    ['GET', path, { status: 418, headers, body }],
    ['GET', path, { status: 404, headers, body }],
    ['GET', path, { status: 200, headers, body: '{}' }],
    ['GET', path, { status: 200, headers, body: body.replace('{', '{"openid":"o",') }],
    ['GET', path, { status: 200, headers: new Headers({ 'content-type': 'text/html' }), body }],
    ['GET', '/elsewhere', { status: 200, headers, body }],
    ['DELETE', path, { status: 204, headers: new Headers(), body: '' }],
  ];
  for (const call of wrong) assert.throws(() => assertDocumented(...call), assert.AssertionError);
});
