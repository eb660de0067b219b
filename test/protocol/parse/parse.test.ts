import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isProblemCode,
  parseBinding,
  parseBindResult,
  parseCodeSent,
} from '../../../src/protocol/index.js';
import { parseIdentityList } from '../../../src/protocol/parse/identities.js';
import { parseProblemCode } from '../../../src/protocol/parse/problem.js';
import {
  parseBindRequest,
  parseCodesRequest,
  parseCreateRequest,
  parseRedeemRequest,
  parseTokenRequest,
} from '../../../src/protocol/parse/requests.js';
import { parseAuthenticated } from '../../../src/protocol/parse/authenticated.js';
import { parseCreated } from '../../../src/protocol/parse/created.js';
import { ShapeError } from '../../../src/protocol/parse/read.js';
import { parseSnapshot } from '../../../src/protocol/parse/snapshot.js';
import { mutated, validBodies, withPart } from '../../support/protocol/bodies.js';
import { nodesOf, openapi } from '../../support/protocol/openapi.js';
import type { BodyName, Json } from '../../support/protocol/bodies.js';

const parsers: Record<BodyName, (body: unknown) => unknown> = {
  CreateRequest: parseCreateRequest,
  RedeemRequest: parseRedeemRequest,
  Snapshot: parseSnapshot,
  Created: parseCreated,
  Authenticated: parseAuthenticated,
  Binding: parseBinding,
  Selection: parseBindResult,
  CodeSent: parseCodeSent,
  CodesRequest: parseCodesRequest,
  BindRequest: parseBindRequest,
  IdentityList: parseIdentityList,
};
const names = Object.keys(parsers) as BodyName[];
/** The names that a `ShapeError` may contain. */
const fieldName = /^[A-Za-z0-9_-]{1,32}$/;

/** The names of all fields that the schemas of the document do not require. */
const optionalFields = nodesOf(openapi.components.schemas).flatMap((schema) => {
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.keys(schema['properties'] ?? {}).filter((field) => !required.includes(field));
});

function fieldOf(parse: (body: unknown) => unknown, body: unknown): string {
  try {
    parse(body);
  } catch (error) {
    assert.ok(error instanceof ShapeError);
    return error.field;
  }
  return assert.fail(`accepted ${JSON.stringify(body)}`);
}

const chainValue = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const createRequest = { challenge: chainValue, purpose: 'login', method: 'scan' };
const snapshot = { state: 'pending', rev: 1, expiresIn: 180, interval: 2 };
const created = {
  ...snapshot,
  protocol: 1,
  levels: ['core', 'stream'],
  id: 'a'.repeat(22),
  officialAccount: { key: 'default', name: 'Shop', kind: 'service' },
  present: { type: 'qr', url: 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17' },
};
const signedIn = { result: 'authenticated', isNew: true, account: { name: 'Quiet Panda' } };

const emailField = { name: 'email', label: 'E-mail', type: 'email', required: true };
const sentField = { name: 'code', label: 'Code', type: 'code', required: true };
const byEmail = {
  action: 'link',
  method: 'email-code',
  label: 'By e-mail',
  fields: [emailField, sentField],
};
const bindingAnswer = {
  result: 'binding',
  chatCode: true,
  expiresIn: 600,
  options: [{ action: 'create' }, byEmail],
};

/** Bodies with every field that they can have. */
const full = {
  CreateRequest: {
    ...createRequest,
    officialAccount: 'default',
    lang: 'en',
    returnTo: '/account',
    appData: 'invitation 7',
  },
  RedeemRequest: { verifier: chainValue },
  Snapshot: { ...snapshot, confirm: { mode: 'digits', digits: '402913' }, reason: 'misconfigured' },
  Created: {
    ...created,
    confirm: { mode: 'tap' },
    officialAccount: { ...created.officialAccount, avatar: '/a.png' },
    officialAccounts: [
      { ...created.officialAccount, avatar: 'https://shop.example/a.png', methods: ['scan'] },
    ],
    newAccounts: 'existing-only',
  },
  Authenticated: {
    ...signedIn,
    linked: true,
    account: { name: 'Quiet Panda', avatar: '/a.png' },
    returnTo: '/account',
    code: 'one-time',
  },
  Binding: bindingAnswer,
  Selection: { result: 'select', accounts: [{ choice: 'one', name: 'Lin', avatar: '/a.png' }] },
  CodeSent: { resendIn: 60 },
  CodesRequest: { verifier: chainValue, method: 'email-code', fields: { email: 'a@b.example' } },
  BindRequest: {
    verifier: chainValue,
    action: 'link',
    method: 'password',
    fields: { identifier: 'a@b.example' },
    chatCode: '402913',
    choice: 'one',
  },
  IdentityList: { identities: [{ id: '7', linkedAt: '2026-02-14T08:30:00.000Z' }] },
} satisfies Record<BodyName, Json>;

/** The paths of the fields that may be left out. All others are required. */
const optional: Record<BodyName, readonly string[]> = {
  CreateRequest: ['officialAccount', 'lang', 'returnTo', 'appData'],
  RedeemRequest: [],
  Snapshot: ['confirm', 'reason'],
  Created: ['confirm', 'officialAccount.avatar', 'officialAccounts', 'newAccounts'],
  Authenticated: ['linked', 'account.avatar', 'returnTo', 'code'],
  Binding: [],
  Selection: [],
  CodeSent: [],
  CodesRequest: ['fields.email'],
  BindRequest: ['method', 'fields', 'fields.identifier', 'chatCode', 'choice'],
  IdentityList: [],
};

for (const name of names) {
  const parse = parsers[name];

  test(`${name}: a valid body is returned unchanged`, () => {
    fc.assert(
      fc.property(validBodies[name], (body) => {
        const parsed = JSON.parse(JSON.stringify(parse(body))) as Json;
        assert.deepEqual(sorted(parsed), sorted(canonical(body)));
        assert.deepEqual(parse(parsed), parse(body), 'parsed a second time');
      }),
      { numRuns: 300 },
    );
  });

  test(`${name}: any value is parsed, or refused by naming a field and quoting nothing`, () => {
    const body = fc.oneof(mutated(name), fc.jsonValue(), fc.constant(undefined), fc.anything());
    fc.assert(
      fc.property(body, (candidate) => {
        try {
          parse(candidate);
        } catch (error) {
          assert.ok(error instanceof ShapeError, String(error));
          assert.match(error.field, fieldName);
          assert.equal(error.message, `"${error.field}" is missing or does not match the protocol`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test(`${name}: the error for a field of a wrong type names that field`, () => {
    const walk = (at: Json, path: readonly string[]): void => {
      if (typeof at !== 'object' || at === null || Array.isArray(at)) return;
      for (const [field, value] of Object.entries(at)) {
        const others: Json[] = [null, true, 7.5, 'no such\u0000value', ['odd'], { odd: 1 }];
        const isOptional = optional[name].includes([...path, field].join('.'));
        for (const other of others.filter((candidate) => typeof candidate !== typeof value)) {
          if (other === null && isOptional && !path.includes('fields')) continue;
          const body = withPart(full[name], [...path, field], other);
          assert.equal(fieldOf(parse, body), field, JSON.stringify(body));
        }
        const without = withPart(full[name], [...path, field], undefined);
        if (isOptional) parse(without);
        else assert.equal(fieldOf(parse, without), field, JSON.stringify(without));
        walk(value, [...path, field]);
      }
    };
    walk(full[name], []);
  });

  test(`${name}: a value that is not an object is refused as "body"`, () => {
    for (const body of [undefined, null, 1, 'body', true, [], [full[name]], () => undefined]) {
      assert.equal(fieldOf(parse, body), 'body');
    }
  });

  test(`${name}: fields that this version does not know are dropped`, () => {
    const extra = { openid: 'o', scene: 's', ticket: 't', __proto__: { admin: true }, later: 1 };
    assert.deepEqual(parse({ ...full[name], ...extra }), parse(full[name]));
  });
}

/** The paths of all fields inside a body, but for the values of a form, whose names are not ours. */
function fieldPaths(body: Json, at: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof body !== 'object' || body === null) return [];
  if (Array.isArray(body)) return body.flatMap((each, index) => fieldPaths(each, [...at, index]));
  if (at.at(-1) === 'fields') return [];
  return Object.entries(body).flatMap(([field, part]) => [
    [...at, field],
    ...fieldPaths(part, [...at, field]),
  ]);
}

test("null and '' count as absent in every field that may be left out", () => {
  const tried = new Set<string>();
  for (const name of names) {
    const parse = parsers[name];
    for (const body of fc.sample(validBodies[name], { numRuns: 25, seed: 7 })) {
      for (const path of fieldPaths(body)) {
        let expected: unknown;
        try {
          expected = parse(withPart(body, path, undefined));
        } catch {
          for (const empty of [null, '']) {
            assert.throws(() => parse(withPart(body, path, empty)), ShapeError, path.join('.'));
          }
          continue;
        }
        tried.add(String(path.at(-1)));
        for (const empty of [null, '']) {
          assert.deepEqual(
            parse(withPart(body, path, empty)),
            expected,
            `${name} ${path.join('.')}`,
          );
        }
      }
    }
  }
  // These belong to problems, which are read elsewhere, and to the answer of /token, which no page reads.
  const others = ['field', 'reason', 'remaining', 'sentence', 'siteKey', 'login'];
  const missed = optionalFields.filter((each) => !tried.has(each) && !others.includes(each));
  assert.deepEqual(missed, []);
});

/** The body with its paths in canonical form: parsing changes nothing else. */
function canonical(body: Json): Json {
  return ['returnTo', 'resumeAt'].reduce((result, name) => {
    const path = (body as Record<string, string | undefined>)[name];
    return path === undefined ? result : withPart(result, [name], encodeURI(path));
  }, body);
}

/** The body with its levels sorted, because their order means nothing. */
function sorted(body: Json): Json {
  const levels = (body as { levels?: string[] }).levels;
  return levels ? withPart(body, ['levels'], [...levels].sort()) : body;
}

test('a state of a newer backend is not an error, and yields no snapshot', () => {
  assert.equal(parseSnapshot({ ...snapshot, state: 'under-review' }), undefined);
  assert.equal(parseSnapshot({ state: 'constructor' }), undefined);
  assert.equal(fieldOf(parseSnapshot, { ...snapshot, state: '' }), 'state');
  assert.equal(fieldOf(parseSnapshot, { ...snapshot, state: 'x'.repeat(65) }), 'state');
});

test('an attempt that begins in an unknown state cannot be used', () => {
  assert.equal(fieldOf(parseCreated, { ...created, state: 'under-review' }), 'state');
});

test('levels of a newer backend are ignored, and malformed ones refused', () => {
  const levels = (value: unknown): unknown => parseCreated({ ...created, levels: value }).levels;
  assert.deepEqual(levels(['core', 'passkey', 'stream']), ['core', 'passkey', 'stream']);
  assert.deepEqual(levels([]), []);
  for (const lie of [[7], ['core', null], ['Core'], [''], [['core']], 'core', { 0: 'core' }]) {
    assert.equal(fieldOf(parseCreated, { ...created, levels: lie }), 'levels');
  }
  assert.equal(fieldOf(parseCreated, { ...created, levels: Array(51).fill('core') }), 'levels');
});

test('another version of the protocol is refused', () => {
  for (const protocol of [0, 2, '1', null, undefined]) {
    assert.equal(fieldOf(parseCreated, { ...created, protocol }), 'protocol');
  }
});

test('chain values have exactly 43 characters', () => {
  const bad = ['', 'a'.repeat(42), 'a'.repeat(44), `${chainValue}\n`, `${chainValue.slice(1)}=`];
  for (const value of [...bad, `${chainValue.slice(1)}+`, `${chainValue.slice(1)}é`]) {
    assert.equal(fieldOf(parseCreateRequest, { ...createRequest, challenge: value }), 'challenge');
    assert.equal(fieldOf(parseRedeemRequest, { verifier: value }), 'verifier');
  }
});

test('an id has 22 to 64 characters that are safe in a path', () => {
  for (const id of ['a'.repeat(22), 'A-z_0'.repeat(12)]) {
    assert.equal(parseCreated({ ...created, id }).id, id);
  }
  for (const id of ['a'.repeat(21), 'a'.repeat(65), '../'.repeat(10), 'a'.repeat(30) + '?']) {
    assert.equal(fieldOf(parseCreated, { ...created, id }), 'id');
  }
});

test('numbers stay within their bounds', () => {
  const bounds = { rev: Number.MAX_SAFE_INTEGER, expiresIn: 86_400 } as const;
  for (const [field, max] of Object.entries(bounds)) {
    for (const value of [0, max]) parseSnapshot({ ...snapshot, [field]: value });
    for (const value of [-1, max + 1, Number.NaN, Infinity, `${max}`]) {
      assert.equal(fieldOf(parseSnapshot, { ...snapshot, [field]: value }), field);
    }
  }
  assert.equal(fieldOf(parseSnapshot, { ...snapshot, rev: 1.5 }), 'rev');
  // The login bounds the interval, so that no backend can make a page useless.
  for (const interval of [0, 0.01, -1, 3601, 1e300]) parseSnapshot({ ...snapshot, interval });
  for (const interval of [NaN, Infinity, '2', null]) {
    assert.equal(fieldOf(parseSnapshot, { ...snapshot, interval }), 'interval');
  }
});

test('names have up to 200 characters, however many bytes each takes', () => {
  const named = (name: string): unknown => ({ ...signedIn, account: { name } });
  for (const name of ['a', '😀'.repeat(200), '\u202e', '<b>']) parseAuthenticated(named(name));
  for (const name of ['', 'a'.repeat(201), '😀'.repeat(201), 'a'.repeat(10_000)]) {
    assert.equal(fieldOf(parseAuthenticated, named(name)), 'name');
  }
});

test('an address for a QR code or an image is http, https or a path, and never a script', () => {
  const shown = (url: unknown): unknown =>
    parseCreated({ ...created, present: { type: 'qr', url } });
  const good = ['https://a.example/', '/a.png', `https://${'a'.repeat(1000)}`];
  for (const url of good) assert.deepEqual((shown(url) as typeof created).present.url, url);
  const scripts = ['javascript:alert(1)', 'data:text/html,a', 'JAVASCRIPT:1', 'blob:https://a/'];
  const hosts = ['//evil.example', '/\\evil.example', 'weixin://a', 'evil.example', ' /a', ''];
  const odd = [
    'https://a b',
    'https://a\n',
    ' https://a',
    'https://订',
    `https://${'a'.repeat(1001)}`,
  ];
  for (const url of [...scripts, ...hosts, ...odd]) {
    assert.equal(
      fieldOf(() => shown(url), undefined),
      'url',
      url,
    );
  }
});

test('digits are four to ten ASCII digits', () => {
  const withDigits = (digits: unknown): unknown => ({
    ...snapshot,
    confirm: { mode: 'digits', digits },
  });
  for (const digits of ['0000', '0402913', '1234567890']) parseSnapshot(withDigits(digits));
  for (const digits of ['123', '12345678901', '12 34', '４０２９', '1234\n', 1234, undefined]) {
    assert.equal(fieldOf(parseSnapshot, withDigits(digits)), 'digits');
  }
});

test('the digits of a message may come with a link, an image, both or neither', () => {
  const shown = (present: object): unknown =>
    parseCreated({ ...created, present: { type: 'message', digits: '402913', ...present } })
      .present;
  const both = { url: 'https://a.example/', image: '/qr.jpg' };
  for (const present of [{}, both, { url: both.url }, { image: both.image }]) {
    assert.deepEqual(shown(present), { type: 'message', digits: '402913', ...present });
  }
});

test('a list of official accounts has a limit, and each account is checked', () => {
  const { officialAccount } = created;
  const listed = (officialAccounts: unknown): unknown =>
    parseCreated({ ...created, officialAccounts });
  const many = Array.from({ length: 50 }, () => officialAccount);
  assert.deepEqual((listed(many) as { officialAccounts: unknown }).officialAccounts, many);
  assert.equal(fieldOf(listed, [...many, officialAccount]), 'officialAccounts');
  assert.equal(fieldOf(listed, [officialAccount, 7]), 'officialAccounts');
  assert.equal(fieldOf(listed, [officialAccount, { ...officialAccount, key: 'A' }]), 'key');
});

test('a one-time code has 1 to 512 characters that are safe in a header', () => {
  for (const code of ['k', '!'.repeat(512), '~k3Xq9vR2']) {
    assert.equal(parseTokenRequest({ code }).code, code);
    assert.equal(parseAuthenticated({ ...signedIn, code }).code, code);
  }
  for (const code of ['a'.repeat(513), ' a', 'a ', 'a b', 'a\n', '\na', 'né', 7]) {
    assert.equal(fieldOf(parseTokenRequest, { code }), 'code');
    assert.equal(fieldOf(parseAuthenticated, { ...signedIn, code }), 'code');
  }
  assert.equal(fieldOf(parseTokenRequest, { code: '' }), 'code');
});

test('a language has 1 to 35 letters, digits and dashes', () => {
  for (const lang of ['zh-Hans', 'x'.repeat(35)]) {
    assert.equal(parseCreateRequest({ ...createRequest, lang }).lang, lang);
  }
  for (const lang of ['x'.repeat(36), ' en', 'en ', 'en\n', 'zh_CN', 7]) {
    assert.equal(fieldOf(parseCreateRequest, { ...createRequest, lang }), 'lang');
  }
});

test('a return address that could lead elsewhere is refused in requests and answers', () => {
  for (const returnTo of ['//evil.example', 'https://evil.example/', '/.//evil.example']) {
    assert.equal(fieldOf(parseCreateRequest, { ...createRequest, returnTo }), 'returnTo');
    assert.equal(fieldOf(parseAuthenticated, { ...signedIn, returnTo }), 'returnTo');
  }
});

test('every return address that create accepts can be read back at redeem', () => {
  const path = fc.string({ unit: 'binary', maxLength: 1000 }).map((rest) => `/${rest}`);
  fc.assert(
    fc.property(path, (returnTo) => {
      try {
        parseCreateRequest({ ...createRequest, returnTo });
      } catch {
        return;
      }
      const accepted = parseCreateRequest({ ...createRequest, returnTo }).returnTo;
      assert.equal(parseAuthenticated({ ...signedIn, returnTo: accepted }).returnTo, accepted);
    }),
    { numRuns: 500 },
  );
});

test('parseProblemCode returns the code of an error body if it has one, and never throws', () => {
  assert.equal(parseProblemCode({ code: 'rate_limited' }), 'rate_limited');
  const unknown = ['a_newer_one', 'unreachable', 'toString', '__proto__', 'a'.repeat(65)];
  for (const code of [...unknown, '', 'Gone', 'gone\n', '<b>', 7, null]) {
    assert.equal(parseProblemCode({ code }), undefined);
  }
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const code = parseProblemCode(body);
      assert.ok(code === undefined || isProblemCode(code));
    }),
  );
  for (const body of [undefined, null, 'code', 7, []])
    assert.equal(parseProblemCode(body), undefined);
});

const prompted = (...options: Json[]): Json => ({ ...bindingAnswer, options });
const withFields = (...fields: Json[]): Json => prompted({ ...byEmail, fields });

test('options and forms of a newer backend are ignored', () => {
  const later = { action: 'recover', by: 'post' };
  const drawn = { ...byEmail, method: 'sketch', fields: [{ ...emailField, type: 'drawing' }] };
  assert.deepEqual(parseBinding(prompted(later, byEmail, drawn)).options, [byEmail]);
  const creation = { action: 'create', fields: [{ ...emailField, type: 'drawing' }] };
  assert.deepEqual(parseBinding(prompted(creation, byEmail)).options, [byEmail]);
});

test('an answer without a usable option counts as an unknown result', () => {
  for (const body of [prompted(), prompted({ action: 'recover' })]) {
    assert.equal(fieldOf(parseBinding, body), 'result');
  }
});

test('prompts have at most 12 options, each with 8 fields, one code and distinct names', () => {
  const methods = (count: number): Json[] =>
    Array.from({ length: count }, (_, index) => ({ ...byEmail, method: `method-${index}` }));
  assert.equal(parseBinding(prompted(...methods(12))).options.length, 12);
  assert.equal(fieldOf(parseBinding, prompted(...methods(13))), 'options');
  const fields = (count: number): Json[] =>
    Array.from({ length: count }, (_, index) => ({ ...emailField, name: `field-${index}` }));
  parseBinding(withFields(...fields(8)));
  parseBinding(withFields());
  assert.equal(fieldOf(parseBinding, withFields(...fields(9))), 'fields');
  assert.equal(fieldOf(parseBinding, withFields(emailField, emailField)), 'name');
  const codes = [sentField, { ...sentField, name: 'other' }];
  assert.equal(fieldOf(parseBinding, withFields(...codes)), 'type');
  assert.equal(fieldOf(parseBinding, prompted(byEmail, byEmail)), 'options');
  const creation = { action: 'create' };
  assert.equal(fieldOf(parseBinding, prompted(creation, creation)), 'options');
});

test('every part of a field is checked', () => {
  const odd: Record<string, readonly Json[]> = {
    name: ['', 'a b', ' a', 'a ', 'a'.repeat(33), 'chatCode', '__proto__', 'né', 7],
    label: ['', 'a'.repeat(201), 7],
    hint: ['a'.repeat(201), 7],
    type: ['', 'Text', 7, null],
    autocomplete: ['a'.repeat(101), 'one\ntime', '\tname', 'name\t', 7],
    required: ['true', 1, null],
    pattern: ['a'.repeat(201), 7],
  };
  for (const [part, values] of Object.entries(odd)) {
    for (const value of values) {
      const body = withFields({ ...emailField, [part]: value });
      assert.equal(fieldOf(parseBinding, body), part, JSON.stringify(value));
    }
  }
  const whole = { ...emailField, hint: 'h', autocomplete: 'email', pattern: '.+@.+' };
  assert.deepEqual(parseBinding(withFields(whole)).options[0]?.fields, [whole]);
});

test('a selection has accounts to choose from, each with its own choice value', () => {
  const choices = (...accounts: Json[]): Json => ({ result: 'select', accounts });
  const one = { choice: 'one', name: 'Lin' };
  for (const body of [choices(), choices(one, one)]) {
    assert.equal(fieldOf(parseBindResult, body), 'accounts');
  }
  for (const choice of ['', 'a b', ' a', 'a ', 'a'.repeat(65)]) {
    assert.equal(fieldOf(parseBindResult, choices({ ...one, choice })), 'choice');
    if (choice) assert.equal(fieldOf(parseBindRequest, { ...full.BindRequest, choice }), 'choice');
  }
  assert.equal(fieldOf(parseBindResult, choices({ ...one, avatar: 'javascript:1' })), 'avatar');
});

test('parseAuthenticated and parseBindResult refuse a binding', () => {
  assert.equal(fieldOf(parseAuthenticated, full.Binding), 'result');
  assert.equal(fieldOf(parseBindResult, full.Binding), 'result');
  assert.deepEqual(parseBindResult(signedIn), signedIn);
});

test('the id of an identity is safe in a path, and its date exists', () => {
  const parse = parseIdentityList;
  const listed = (part: object): Json => ({
    identities: [{ id: '7', linkedAt: '2026-02-14T08:30:00Z', ...part }],
  });
  for (const id of ['..', '.', '.a', '', 'a b', ' a', 'a ', 'a'.repeat(201), 'né']) {
    assert.equal(fieldOf(parse, listed({ id })), 'id');
  }
  const moment = '2026-02-14T08:30:00Z';
  const odd = [` ${moment}`, `${moment} `, `1${moment}`, `${moment}Z`, moment.replace('Z', '.Z')];
  for (const linkedAt of [
    ...['2026-02-14', '2026-13-14T08:30:00Z', '2026-02-14T08:30:00+08:00', 7, ...odd],
  ]) {
    assert.equal(fieldOf(parse, listed({ linkedAt })), 'linkedAt');
  }
  assert.equal(fieldOf(parse, { identities: Array(51).fill(full.IdentityList) }), 'identities');
});
